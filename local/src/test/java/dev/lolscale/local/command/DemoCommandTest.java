package dev.lolscale.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** More than the functions' jar, which goes into the local S3, and less than what the demo's events make. */
    private static final int LARGEST_FILE_KILOBYTES = 12 * 1024;

    @TempDir
    private Path folder;

    @ParameterizedTest
    // The 2018 design has no eventId to tell repeats by, so none are sent to it; and crawlers make no table of an empty
    // prefix, here the quarantine's.
    @CsvSource({"prod, 29, 10, 9", "classic, 32, 0, 8"})
    void shouldAccountForEveryEventOfEveryStack(String stack, long rejected, long repeated, int queries)
            throws Exception {
        Process demo = demo(List.of(), "--json", "--stack", stack, "--events", "3000");

        String out = new String(demo.getInputStream().readAllBytes(), UTF_8);
        assertThat(demo.waitFor()).as(errors()).isZero();
        JsonNode result = JSON.readTree(out);
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly(
                        "sent",
                        "accepted",
                        "rejected",
                        "raw",
                        "rows",
                        "quarantined",
                        "duplicatesDropped",
                        "lost",
                        "twice",
                        "objects",
                        "queries",
                        "faults",
                        "seconds");
        long accepted = result.path("accepted").asLong();
        long dropped = result.path("duplicatesDropped").asLong();
        assertThat(result.path("sent").asLong()).isEqualTo(3000);
        assertThat(result.path("rejected").asLong()).isEqualTo(rejected);
        assertThat(accepted).isEqualTo(3000 - rejected);
        assertThat(result.path("raw").asLong()).isEqualTo(accepted);
        assertThat(result.path("rows").asLong() + dropped).isEqualTo(accepted);
        assertThat(dropped).isEqualTo(repeated);
        assertThat(result.path("quarantined").asLong()).isZero();
        assertThat(result.path("lost").asLong()).isZero();
        assertThat(result.path("twice").asLong()).isZero();
        assertThat(result.path("faults")).isEmpty();
        assertThat(result.path("queries")).hasSize(queries).allSatisfy(query -> assertThat(query.fieldNames())
                .toIterable()
                .containsExactly("name", "rows", "seconds", "scannedBytes"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit limits the size of a file")
    void shouldSayInOneLineThatTheDiskIsFull() throws Exception {
        Process demo = demo(
                List.of("bash", "-c", "ulimit -f " + LARGEST_FILE_KILOBYTES + " && exec \"$@\"", "bash"),
                "--json",
                "--events",
                "150000");

        assertThat(demo.getInputStream().readAllBytes()).isEmpty();
        assertThat(demo.waitFor()).isEqualTo(1);
        List<String> lines = errors().lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .matches("lolscale: \\d+ lines were not taken: Firehose cannot keep what it is sent: File too large;"
                        + " see .*logs");
        assertThat(lines).filteredOn(line -> line.contains("File too large")).hasSizeLessThanOrEqualTo(2);
        try (Stream<Path> spooled = Files.list(folder.resolve("lake/spool"))) {
            assertThat(spooled).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        }
    }

    private Process demo(List<String> before, String... arguments) throws Exception {
        ProcessBuilder demo =
                LolscaleProcess.of(ROOT, "demo", "--dir", folder.resolve("lake").toString());
        demo.command().addAll(0, before);
        demo.command().addAll(List.of(arguments));
        return demo.redirectError(folder.resolve("err.txt").toFile()).start();
    }

    private String errors() throws Exception {
        return Files.readString(folder.resolve("err.txt"));
    }
}
