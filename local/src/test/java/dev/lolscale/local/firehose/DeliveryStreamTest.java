package dev.lolscale.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples and rules of Firehose's pages on prefixes and object names. */
class DeliveryStreamTest {
    private static final Instant ARRIVAL = Instant.parse("2018-08-27T10:30:00Z");
    private static final UUID ID = UUID.fromString("046b6c7f-0b8a-43b9-b35d-6489e6daee91");
    private static final String NAME = "events-1-2018-08-27-10-30-00-046b6c7f-0b8a-43b9-b35d-6489e6daee91";
    private static final String ERRORS = "errors/!{firehose:error-output-type}/";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, 2018/08/27/10/",
                "analytics_raw/, analytics_raw/2018/08/27/10/",
                "analytics_raw, analytics_raw2018/08/27/10/",
                "raw/!{timestamp:yyyy/MM/dd}/, raw/2018/08/27/",
                "raw/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/, raw/year=2018/month=08/day=27/",
                "raw/!{timestamp:'year='yyyy'/month='MM'/day='dd'/hour='HH}/, raw/year=2018/month=08/day=27/hour=10/"
            })
    void shouldEvaluateThePrefix(String prefix, String evaluated) {
        assertThat(key(stream(prefix, ERRORS, Compression.UNCOMPRESSED))).isEqualTo(evaluated + NAME);
    }

    @Test
    void shouldAppendTheExtensionOfTheCompression() {
        assertThat(key(stream("raw/", "", Compression.GZIP))).isEqualTo("raw/2018/08/27/10/" + NAME + ".gz");
    }

    @Test
    void shouldDrawANewRandomStringEachTime() {
        String key = key(stream(
                "!{firehose:random-string}/!{firehose:random-string}/!{timestamp:yyyy}/",
                ERRORS,
                Compression.UNCOMPRESSED));

        assertThat(key).matches("[0-9a-f-]{11}/[0-9a-f-]{11}/2018/" + NAME);
        assertThat(key.substring(0, 11)).isNotEqualTo(key.substring(12, 23));
    }

    @Test
    void shouldRefuseAPrefixThatFirehoseRefuses() {
        assertRefused(
                "!{timestamp:yyyy}/",
                "",
                "prefix \"!{timestamp:yyyy}/\" contains expressions, so an error output"
                        + " prefix is needed, for example errors/!{firehose:error-output-type}/.");
        assertRefused(
                "raw/",
                "errors/!{timestamp:yyyy}/",
                "error output prefix \"errors/!{timestamp:yyyy}/\" contains"
                        + " expressions, so one must be !{firehose:error-output-type}.");
        assertRefused(
                "raw/!{firehose:error-output-type}/",
                ERRORS,
                "prefix \"raw/!{firehose:error-output-type}/\" must not"
                        + " contain !{firehose:error-output-type}; only the error output prefix may.");
        assertRefused(
                "raw/!{year}/",
                ERRORS,
                "prefix \"raw/!{year}/\" contains !{ outside an expression of the form" + " !{namespace:value}.");
        assertRefused(
                "raw/!{partitionKeyFromQuery:user}/",
                ERRORS,
                "prefix: !{partitionKeyFromQuery:user} is unknown;"
                        + " allowed are !{timestamp:pattern}, !{firehose:random-string} and, for errors,"
                        + " !{firehose:error-output-type}.");
        assertRefused(
                "raw/!{timestamp:bogus}/",
                ERRORS,
                "prefix: !{timestamp:bogus} is not a Java DateTimeFormatter" + " pattern: Unknown pattern letter: b");
        assertRefused("x".repeat(513), "", "prefix is 513 characters long once evaluated; at most 512 are allowed.");
    }

    @Test
    void shouldRefuseABufferThatFirehoseRefuses() {
        assertThatThrownBy(() -> new DeliveryStream(
                        "events", "b", "", "", (1 << 20) - 1, Duration.ZERO, Compression.GZIP, false))
                .hasMessage("Delivery stream events: buffer size of 1048575 bytes is outside 1-128 MiB.");
        assertThatThrownBy(() ->
                        new DeliveryStream("events", "b", "", "", 129 << 20, Duration.ZERO, Compression.GZIP, false))
                .hasMessage("Delivery stream events: buffer size of 135266304 bytes is outside 1-128 MiB.");
        assertThatThrownBy(() -> new DeliveryStream(
                        "events", "b", "", "", 128 << 20, Duration.ofSeconds(901), Compression.GZIP, false))
                .hasMessage("Delivery stream events: buffer interval of 901 s is outside 0-900 s.");
        assertThatThrownBy(
                        () -> new DeliveryStream("a b", "b", "", "", 1 << 20, Duration.ZERO, Compression.GZIP, false))
                .hasMessage("Delivery stream name \"a b\" must be 1-64 letters, digits, dots, hyphens or underscores.");
    }

    @Test
    void shouldRefuseTwoStreamsOfOneName() {
        DeliveryStream stream = stream("raw/", "", Compression.GZIP);

        assertThatThrownBy(() ->
                        new FirehoseSettings(0, Path.of("spool"), "us-east-1", "123456789012", List.of(stream, stream)))
                .hasMessage("Two delivery streams have the same name; names must differ: [events, events]");
    }

    private static void assertRefused(String prefix, String errorOutputPrefix, String reason) {
        assertThatThrownBy(() -> stream(prefix, errorOutputPrefix, Compression.GZIP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Delivery stream events: " + reason);
    }

    private static String key(DeliveryStream stream) {
        return ObjectKey.of(stream, ARRIVAL, ID);
    }

    private static DeliveryStream stream(String prefix, String errorOutputPrefix, Compression compression) {
        return new DeliveryStream(
                "events", "b", prefix, errorOutputPrefix, 1 << 20, Duration.ofMinutes(1), compression, false);
    }
}
