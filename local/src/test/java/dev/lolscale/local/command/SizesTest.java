package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1, 1 B",
        "999, 999 B",
        "1000, 1.0 KB",
        "1049, 1.0 KB",
        "1050, 1.1 KB",
        "999949, 999.9 KB",
        // Never 1000.0 of one unit.
        "999950, 1.0 MB",
        "999999, 1.0 MB",
        "1000000, 1.0 MB",
        "1480000000, 1.5 GB",
        "17000000000, 17.0 GB",
        "500000000000000, 500.0 TB",
        "9223372036854775807, 9223.4 PB"
    })
    void shouldCountInPowersOfAThousand(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }
}
