package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunsOfScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(15 0 * * ? *)        | 365",
                "cron(0 * * * ? *)         | 8760",
                "cron(0/15 * * * ? *)      | 35040",
                "cron(15 3 ? * SUN *)      | 52",
                "cron(0 6 ? * MON-FRI *)   | 261",
                "cron(0 6,18 1 * ? *)      | 24",
                "cron(0 0 31 JAN-JUN ? *)  | 3",
                "cron(0 0 L * ? *)         | 12"
            })
    void shouldCountTheRunsOfAYear(String expression, double aYear) {
        assertThat(RunsOfSchedule.perMonth(expression).getAsDouble() * 12).isCloseTo(aYear, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(1 hour)", "cron(0 0 ? * 2#1 *)", "cron(61 0 * * ? *)", "cron(* * * * ? *)", ""})
    void shouldNotGuessWhatItDoesNotUnderstand(String expression) {
        assertThat(RunsOfSchedule.perMonth(expression)).isEmpty();
    }

    @Test
    void shouldNameATriggerThatItDoesNotUnderstand() {
        Bill bill = Graphs.in("us-east-1")
                .with(Types.TRIGGER, "start", java.util.Map.of("type", "SCHEDULED", "schedule", "cron(61 0 * * ? *)"))
                .bill();

        assertThat(bill.unpriced())
                .containsExactly(new Unpriced(
                        "start", Types.TRIGGER, "how often its schedule fires is not understood: cron(61 0 * * ? *)"));
    }
}
