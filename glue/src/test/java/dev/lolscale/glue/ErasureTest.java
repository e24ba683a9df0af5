package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {

    private static final String FIRST = "year=2018/month=04/day=05/1.gz";
    private static final String SECOND = "year=2018/month=04/day=05/2.json";
    private static final String OTHERS = "year=2018/month=04/day=06/3.gz";
    /** SHA-256 of {@code forget-me}. */
    private static final String SHA256 = "b859b09985e5350960a532072d9b2bfbedccf4cee88bd6890713dd0be380a6fc";

    @TempDir
    private Path folder;

    private LocalLake lake;

    @BeforeEach
    void createLake() throws IOException {
        lake = new LocalLake(folder, "iceberg");
    }

    @Test
    void shouldEraseAUserEverywhereAndNobodyElse() throws IOException {
        String others =
                event("mark3", "a") + "\r\nbad  line \n{\"userId\":\"forget-me-not\"}\n" + "not json forget-me\n";
        lake.put(
                FIRST,
                event("forget-me", "b")
                        + others
                        + "{\"event\":\"LOGIN\",\"USERID\":\"forget-me\"}\n"
                        + "{\"userId\":\"forget-me\",\"cut of\n"
                        + "[{\"userId\":\"forget-me\"}]\n"
                        + event("anna", "c")
                        + event("forget-me", "d").strip());
        lake.put(SECOND, (event("forget-me", "e") + event("anna", "f")).getBytes(StandardCharsets.UTF_8));
        lake.put(OTHERS, event("anna", "g"));
        byte[] untouched = Files.readAllBytes(lake.file("analytics_raw/" + OTHERS));

        LocalLake.Run run = lake.run("--erase", "forget-me");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.metrics().path("mode").asText()).isEqualTo("erase");
        assertThat(run.metrics().path("erasedRows").asLong()).isEqualTo(3);
        assertThat(run.metrics().path("erasedQuarantined").asLong()).isEqualTo(3);
        assertThat(run.metrics().path("erasedRawObjects").asLong()).isEqualTo(2);
        assertThat(run.metrics().path("erasedRawLines").asLong()).isEqualTo(6);
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "c", "f", "g");
        assertThat(lake.strings("select line from lake.analytics.analytics_quarantine"))
                .containsExactly("bad  line ", "not json forget-me", "{\"userId\":\"forget-me-not\"}");
        assertThat(lake.raw(FIRST)).isEqualTo(others + event("anna", "c"));
        assertThat(Files.readString(lake.file("analytics_raw/" + SECOND))).isEqualTo(event("anna", "f"));
        assertThat(lake.file("analytics_raw/" + OTHERS)).hasBinaryContent(untouched);
        assertThat(lake.keys("analytics_raw"))
                .containsExactly("analytics_raw/" + FIRST, "analytics_raw/" + SECOND, "analytics_raw/" + OTHERS);

        assertThat(lake.run().metrics().path("batches").asLong())
                .as("rewritten objects are not read again")
                .isZero();
        LocalLake.Run rebuilt = lake.run("--rebuild", "all");
        assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a", "c", "f", "g");
    }

    @Test
    void shouldLeaveNoTraceButARecordWithAHash() throws IOException, InterruptedException {
        lake.put(FIRST, event("forget-me", "b") + event("mark3", "a") + "{\"userId\":\"forget-me\"}\n");
        lake.put(SECOND, event("anna", "f").getBytes(StandardCharsets.UTF_8));
        lake.halt(FaultPoint.BOTH_STAGED);
        lake.configure("spark.log.level", "INFO");

        LocalLake.Run run = lake.fork("--erase", "forget-me");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).contains("INFO").doesNotContain("forget-me");
        for (String prefix : List.of("analytics_raw", "analytics_data", "analytics_quarantine", "job_state")) {
            for (String key : lake.keys(prefix)) {
                assertThat(new String(Files.readAllBytes(lake.file(key)), StandardCharsets.ISO_8859_1))
                        .as(key)
                        .doesNotContain("forget-me");
            }
        }
        assertThat(lake.strings("select snapshot_id from lake.analytics.analytics_data.snapshots"))
                .hasSize(1);
        assertThat(lake.strings("select file_path from lake.analytics.analytics_data.files"))
                .hasSameSizeAs(lake.keys("analytics_data/data"));
        List<String> records = lake.keys("job_state/erasures");
        assertThat(records).hasSize(1);
        JsonNode record = new ObjectMapper().readTree(lake.file(records.get(0)).toFile());
        assertThat(record.path("time").asText()).isNotEmpty();
        assertThat(record.path("state").asText()).isEqualTo("done");
        assertThat(record.path("userSha256").asText()).isEqualTo(SHA256);
        assertThat(record.path("rows").asLong()).isEqualTo(1);
        assertThat(record.path("quarantined").asLong()).isEqualTo(1);
        assertThat(record.path("rawObjects").asLong()).isEqualTo(1);
        assertThat(record.path("rawLines").asLong()).isEqualTo(2);
    }

    @Test
    void shouldEraseAUserWhoIsNamedByAHash() throws IOException {
        lake.put(FIRST, event("forget-me", "b") + event("mark3", "a"));

        LocalLake.Run run = lake.run("--erase_sha256", SHA256);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lake.strings("select eventid from lake.analytics.analytics_data"))
                .containsExactly("a");
        assertThat(lake.raw(FIRST)).isEqualTo(event("mark3", "a"));
    }

    @Test
    void shouldRefuseToEraseWhatATagKeeps() throws IOException {
        lake.put(FIRST, event("forget-me", "b"));
        lake.run();
        lake.tag("analytics_data", "audit");

        LocalLake.Run run = lake.run("--erase", "forget-me");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "EventJob: lake.`analytics`.`analytics_data` has the tag or branch \"audit\", which would keep"
                                + " the user's rows; drop it and run again. Nothing was erased\n");
        assertThat(lake.raw(FIRST)).isEqualTo(event("forget-me", "b"));
    }

    private static String event(String user, String id) {
        return "{\"event\":\"LOGIN\",\"userId\":\"%s\",\"dateTime\":\"2018-04-04 12:00:00\",\"eventId\":\"%s\"}\n"
                .formatted(user, id);
    }
}
