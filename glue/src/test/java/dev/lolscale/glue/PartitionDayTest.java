package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionDayTest {

    private static final long WRITTEN_SECONDS = 1_522_886_399;

    @ParameterizedTest
    @CsvSource({
        "s3://lake/raw/year=2018/month=04/day=05/1.gz, 2018-04-05",
        "s3://lake/raw/year=2018/month=4/day=5/1.gz, 2018-04-05",
        "s3://lake/raw/year=2018/month=13/day=05/1.gz, 2018-04-04",
        "s3://lake/raw/2018/04/05/1.gz, 2018-04-04"
    })
    void shouldTakeTheDayOfThePathElseTheDayTheObjectWasWritten(String object, LocalDate day) {
        assertThat(PartitionDay.ofObject(object, WRITTEN_SECONDS)).isEqualTo(day.toEpochDay());
    }

    @Test
    void shouldWriteLeadingZeros() {
        Object[] row = new Object[4];

        new PartitionDay().write(LocalDate.of(7, 1, 2).toEpochDay(), row, 1);

        assertThat(row).containsExactly(null, "0007", "01", "02");
    }
}
