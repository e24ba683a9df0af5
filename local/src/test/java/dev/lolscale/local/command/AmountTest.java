package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1000, 1000",
        "1_000, 1000",
        "10k, 10000",
        "200M, 200000000",
        "1.5m, 1500000",
        "1B, 1000000000",
        "0, 0"
    })
    void shouldReadWhatPeopleWrite(String text, long count) {
        assertThat(Amount.of("--events", text)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1.5", "1e9", "k", "1T", "99999999999999999999"})
    void shouldRefuseWhatIsNoWholeNumber(String text) {
        assertThatThrownBy(() -> Amount.of("--events", text))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--events is \"" + text + "\"; needed is a whole number, for example 1000, 200M or 1B");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "999, 999", "10000, 10k", "200000000, 200M", "1000000000, 1B", "1500, 1500", "0, 0"})
    void shouldWriteTheShortestForm(long count, String text) {
        assertThat(Amount.text(count)).isEqualTo(text);
    }
}
