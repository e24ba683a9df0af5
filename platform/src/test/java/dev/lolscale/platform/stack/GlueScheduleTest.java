package dev.lolscale.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlueScheduleTest {

    /** A Monday. */
    private static final Instant MONDAY = Instant.parse("2026-11-23T10:07:30Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # minutes
                    cron(15 * * * ? *)              | 2026-11-23T10:15 2026-11-23T11:15 2026-11-23T12:15
                    cron(0/15 * * * ? *)            | 2026-11-23T10:15 2026-11-23T10:30 2026-11-23T10:45
                    cron(*/20 * * * ? *)            | 2026-11-23T10:20 2026-11-23T10:40 2026-11-23T11:00
                    cron(1/10 * * * ? *)            | 2026-11-23T10:11 2026-11-23T10:21 2026-11-23T10:31
                    # hours
                    cron(0 10 * * ? *)              | 2026-11-24T10:00 2026-11-25T10:00 2026-11-26T10:00
                    cron(15 12 * * ? *)             | 2026-11-23T12:15 2026-11-24T12:15 2026-11-25T12:15
                    cron(0,30 8-10 * * ? *)         | 2026-11-23T10:30 2026-11-24T08:00 2026-11-24T08:30
                    cron(0 0/8 * * ? *)             | 2026-11-23T16:00 2026-11-24T00:00 2026-11-24T08:00
                    # days of the month
                    cron(0 8 1 * ? *)               | 2026-12-01T08:00 2027-01-01T08:00 2027-02-01T08:00
                    cron(0 8 1-2 * ? *)             | 2026-12-01T08:00 2026-12-02T08:00 2027-01-01T08:00
                    cron(0 8 L * ? *)               | 2026-11-30T08:00 2026-12-31T08:00 2027-01-31T08:00
                    cron(0 8 3W * ? *)              | 2026-12-03T08:00 2027-01-04T08:00 2027-02-03T08:00
                    cron(0 8 31 * ? *)              | 2026-12-31T08:00 2027-01-31T08:00 2027-03-31T08:00
                    # months
                    cron(0 0 1 JAN,JUL ? *)         | 2027-01-01T00:00 2027-07-01T00:00 2028-01-01T00:00
                    cron(0 0 1 6-8 ? *)             | 2027-06-01T00:00 2027-07-01T00:00 2027-08-01T00:00
                    cron(0 0 29 2 ? *)              | 2028-02-29T00:00 2032-02-29T00:00 2036-02-29T00:00
                    # days of the week: 1 is Sunday
                    cron(0 18 ? * MON-FRI *)        | 2026-11-23T18:00 2026-11-24T18:00 2026-11-25T18:00
                    cron(0 9 ? * MON-FRI *)         | 2026-11-24T09:00 2026-11-25T09:00 2026-11-26T09:00
                    cron(0 8 ? * 1 *)               | 2026-11-29T08:00 2026-12-06T08:00 2026-12-13T08:00
                    cron(0 8 ? * SUN *)             | 2026-11-29T08:00 2026-12-06T08:00 2026-12-13T08:00
                    cron(0 8 ? * 7 *)               | 2026-11-28T08:00 2026-12-05T08:00 2026-12-12T08:00
                    cron(0 8 ? * 2-6 *)             | 2026-11-24T08:00 2026-11-25T08:00 2026-11-26T08:00
                    cron(0 8 ? * tue,thu *)         | 2026-11-24T08:00 2026-11-26T08:00 2026-12-01T08:00
                    cron(0 8 ? * 6L *)              | 2026-11-27T08:00 2026-12-25T08:00 2027-01-29T08:00
                    cron(0 8 ? * L *)               | 2026-11-28T08:00 2026-12-05T08:00 2026-12-12T08:00
                    # years
                    cron(0 0 1 1 ? 2027-2028)       | 2027-01-01T00:00 2028-01-01T00:00
                    cron(0 0 1 1 ? 2027/2)          | 2027-01-01T00:00 2029-01-01T00:00 2031-01-01T00:00
                    cron(59 23 31 12 ? 2026)        | 2026-12-31T23:59
                    cron(0 0 1 1 ? 2020)            |
                    cron(0 0 31 2 ? *)              |
                    """)
    void shouldFireAtTheTimesThatGlueDocuments(String expression, String times) {
        List<String> found = new ArrayList<>();
        GlueSchedule schedule = GlueSchedule.parse(expression);
        Instant after = MONDAY;
        for (int i = 0; i < 3; i++) {
            var next = schedule.next(after);
            if (next.isEmpty()) {
                break;
            }
            after = next.get();
            found.add(after.toString().substring(0, "2026-11-23T10:15".length()));
            assertThat(after.toString()).endsWith(":00Z");
        }

        assertThat(String.join(" ", found)).isEqualTo(times == null ? "" : times);
    }

    @Test
    void shouldNeverFireTwiceForOneTime() {
        GlueSchedule schedule = GlueSchedule.parse("cron(15 10 * * ? *)");

        assertThat(schedule.next(Instant.parse("2026-11-23T10:14:59.999Z"))).contains(at("2026-11-23T10:15:00Z"));
        assertThat(schedule.next(Instant.parse("2026-11-23T10:15:00Z"))).contains(at("2026-11-24T10:15:00Z"));
    }

    @Test
    void shouldReadTheClockInUtcWhereverItRuns() {
        TimeZone before = TimeZone.getDefault();
        try {
            // Its clocks went back at 01:00 UTC on this day: there, 02:30 came twice.
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            GlueSchedule schedule = GlueSchedule.parse("cron(30 2 * * ? *)");

            assertThat(schedule.next(Instant.parse("2026-10-24T23:00:00Z"))).contains(at("2026-10-25T02:30:00Z"));
            assertThat(schedule.next(Instant.parse("2026-10-25T02:30:00Z"))).contains(at("2026-10-26T02:30:00Z"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Six fields are needed.
                "cron()",
                "cron(15 10 * * ?)",
                "cron(0 15 10 * * ? *)",
                "cron(@daily)",
                // One of the two days must be ?, and no other field may be.
                "cron(0 0 * * * *)",
                "cron(0 0 ? * ? *)",
                "cron(0 0 1 * MON *)",
                "cron(? 0 * * ? *)",
                // Ranges.
                "cron(60 0 * * ? *)",
                "cron(-5 0 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 0 0 * ? *)",
                "cron(0 0 32 * ? *)",
                "cron(0 0 1 0 ? *)",
                "cron(0 0 1 13 ? *)",
                "cron(0 0 ? * 0 *)",
                "cron(0 0 ? * 8 *)",
                "cron(0 0 ? * MONDAY *)",
                "cron(0 0 1 1 ? 1969)",
                "cron(0 0 1 1 ? 2200)",
                // Ranges that end before they begin, and steps of nothing.
                "cron(0 22-2 * * ? *)",
                "cron(0 0 ? * FRI-MON *)",
                "cron(0/0 * * * ? *)",
                // Quartz has these; Glue has not.
                "cron(0 0 ? * 3#2 *)",
                // No cron at all.
                "rate(5 minutes)",
                "15 * * * ? *",
                "cron(15 * * * ? *",
                ""
            })
    void shouldRefuseWhatGlueRefusesInOneLine(String expression) {
        assertThatThrownBy(() -> GlueSchedule.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schedule \"" + expression + "\"")
                .hasMessageNotContainingAny("\n", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(* * * * ? *)",
                "cron(0/4 * * * ? *)",
                "cron(10,12 3 * * ? *)",
                // From the last minute of an hour to the first of the next.
                "cron(0,59 * * * ? *)",
                // Steps of 7 leave 4 minutes at the hour's end.
                "cron(0/7 * * * ? *)",
                "cron(0/1 0 1 1 ? 2026)"
            })
    void shouldRefuseSchedulesFasterThanEveryFiveMinutes(String expression) {
        assertThatThrownBy(() -> GlueSchedule.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "schedule \"" + expression
                                + "\" is faster than every 5 minutes, which Glue does not allow; for example cron(0/5 * * * ? *)");
    }

    @Test
    void shouldTakeTheFastestScheduleThatGlueAllows() {
        assertThat(GlueSchedule.parse("cron(0/5 * * * ? *)").next(MONDAY)).contains(at("2026-11-23T10:10:00Z"));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
