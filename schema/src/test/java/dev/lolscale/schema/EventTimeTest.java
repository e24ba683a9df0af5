package dev.lolscale.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    private static final long FIRST_SECOND = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long LAST_SECOND =
            LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2018-04-04 12:00:00,              2018-04-04T12:00:00Z",
        "2018-04-04T12:00:00,              2018-04-04T12:00:00Z",
        "2018-04-04t12:00:00z,             2018-04-04T12:00:00Z",
        "2018-04-04 12:00,                 2018-04-04T12:00:00Z",
        "2018-04-04T12:00Z,                2018-04-04T12:00:00Z",
        "2018-04-04T12:00:00.5Z,           2018-04-04T12:00:00.5Z",
        "2018-04-04T12:00:00.123456789,    2018-04-04T12:00:00.123456Z",
        "'2018-04-04T12:00:00,25',         2018-04-04T12:00:00.25Z",
        "1969-12-31T23:59:59.999999Z,      1969-12-31T23:59:59.999999Z",
        "2018-04-04T12:00:00+02:00,        2018-04-04T10:00:00Z",
        "2018-04-04T12:00:00+0230,         2018-04-04T09:30:00Z",
        "2018-04-04T12:00:00-02,           2018-04-04T14:00:00Z",
        "2018-04-04T12:00+18:00,           2018-04-03T18:00:00Z",
        "2018-04-04 12:00:00.1-18:00,      2018-04-05T06:00:00.1Z",
        "2018-04-04T00:00:00-00:00,        2018-04-04T00:00:00Z",
        "2000-02-29 00:00:00,              2000-02-29T00:00:00Z",
        "0001-01-01 00:00:00,              0001-01-01T00:00:00Z",
        "9999-12-31 23:59:59.999999,       9999-12-31T23:59:59.999999Z"
    })
    void shouldReadTheForms(String text, OffsetDateTime expected) {
        assertThat(EventTime.parseMicros(text)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2018-04-04",
                "2018-04-04 12",
                "2018-04-04 12:0",
                "2018-04-04 12:00:",
                "2018-04-04 12:00:0",
                "2018-04-04 12:00:00.",
                "2018-04-04 12:00:00.1234567890",
                "2018-04-04 12:00:00 ",
                " 2018-04-04 12:00:00",
                "2018-04-04_12:00:00",
                "2018/04/04 12:00:00",
                "2018-4-4 12:00:00.0",
                "2018-00-04 12:00:00",
                "2018-13-04 12:00:00",
                "2018-04-00 12:00:00",
                "2018-04-31 12:00:00",
                "2018-02-29 12:00:00",
                "1900-02-29 12:00:00",
                "2018-04-04 24:00:00",
                "2018-04-04 12:60:00",
                "2018-04-04 12:00:60",
                "0000-01-01 00:00:00",
                "-001-01-01 00:00:00",
                "10000-01-01 00:00:00",
                "2018-04-04T12:00:00ZZ",
                "2018-04-04T12:00:00+",
                "2018-04-04T12:00:00+2",
                "2018-04-04T12:00:00+2:00",
                "2018-04-04T12:00:00+02.00",
                "2018-04-04T12:00:00+02:0",
                "2018-04-04T12:00:00+02:60",
                "2018-04-04T12:00:00+18:01",
                "2018-04-04T12:00:00+19",
                "2018-04-04T12:00:00+02:00:00",
                "2018-04-04T12:00:00 +02:00",
                "2018-04-04T12:00:00[UTC]",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "\u0662\u0660\u0661\u0668-04-04 12:00:00"
            })
    void shouldRefuseEverythingElse(String text) {
        assertThat(EventTime.parseMicros(text)).isEqualTo(EventTime.INVALID);
    }

    @Test
    void shouldAgreeWithJavaTimeOnGeneratedTimes() {
        Random random = new Random(42);
        List<String> patterns = List.of(
                "yyyy-MM-dd HH:mm",
                "yyyy-MM-dd HH:mm:ss",
                "yyyy-MM-dd'T'HH:mm:ss.S",
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS");
        for (int i = 0; i < 20_000; i++) {
            String pattern = patterns.get(i % patterns.size());
            long second = FIRST_SECOND + (long) (random.nextDouble() * (LAST_SECOND - FIRST_SECOND));
            LocalDateTime local = LocalDateTime.ofEpochSecond(second, random.nextInt(1_000_000_000), ZoneOffset.UTC);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(2 * 18 * 60 + 1) - 18 * 60) * 60);
            String text = local.format(DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu")));
            LocalDateTime written = LocalDateTime.parse(text.replace(' ', 'T'));

            assertThat(EventTime.parseMicros(text)).as(text).isEqualTo(micros(written.atOffset(ZoneOffset.UTC)));

            String withOffset = text + offset.getId();
            OffsetDateTime moment = written.atOffset(offset);
            long expected = inYears1To9999(moment) ? micros(moment) : EventTime.INVALID;
            assertThat(EventTime.parseMicros(withOffset)).as(withOffset).isEqualTo(expected);
        }
    }

    @Test
    void shouldAgreeWithJavaTimeOnWhichDaysExist() {
        for (int year : new int[] {1, 4, 1900, 2000, 2018, 2024, 9999}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    String text = "%04d-%02d-%02d 00:00:00".formatted(year, month, day);
                    assertThat(EventTime.parseMicros(text) != EventTime.INVALID)
                            .as(text)
                            .isEqualTo(exists(text));
                }
            }
        }
    }

    private static boolean exists(String text) {
        try {
            LocalDateTime.parse(text.replace(' ', 'T'));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean inYears1To9999(OffsetDateTime moment) {
        return moment.toEpochSecond() >= FIRST_SECOND && moment.toEpochSecond() <= LAST_SECOND;
    }

    private static long micros(OffsetDateTime moment) {
        return moment.toEpochSecond() * 1_000_000 + moment.getLong(ChronoField.MICRO_OF_SECOND);
    }
}
