package dev.lolscale.local.athena;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AthenaChargeTest {

    @ParameterizedTest
    @CsvSource({
        "0, $0.00005",
        "10000000, $0.00005",
        "20000000, $0.00010",
        "1140000000, $0.00570",
        "17000000000, $0.08500",
        "1000000000000, $5.00000"
    })
    void shouldChargeByTheByteAndForTenMegabytesAtLeast(long bytes, String charge) {
        assertThat(AthenaCharge.text(bytes)).isEqualTo(charge);
    }
}
