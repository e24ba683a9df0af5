package dev.lolscale.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long S3 keeps what lies where, by the lifecycle rules of the recorded stacks. */
class LifecycleTest {

    private static final Path ROOT = Path.of("..");
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final String RAW_OBJECT = "year=2026/month=11/day=24/delivery-1.gz";

    @ParameterizedTest
    @CsvSource({
        "dev, delivery-landing, analytics_raw/" + RAW_OBJECT + ", 30",
        "dev, query-results, 0a1b2c.csv, 7",
        "prod, delivery-landing, analytics_raw/" + RAW_OBJECT + ", never",
        "prod, query-results, 0a1b2c.csv, 30",
        "classic, delivery-landing, partitioned_analytics_raw/" + RAW_OBJECT + ", never",
        "classic, query-results, 0a1b2c.csv, 30"
    })
    void shouldExpireWhatIsReadAndWhatCanBeHadAgain(String stack, String bucket, String key, String days) {
        assertThat(text(expiration(rules(stack, bucket), key))).isEqualTo(days);
    }

    /** A table's newest snapshot may read its oldest file, and the job's checkpoint every one of its own. */
    @ParameterizedTest
    @CsvSource({
        "dev, analytics_data/data/year=2018/month=04/day=04/0.parquet",
        "dev, analytics_data/metadata/0.metadata.json",
        "dev, analytics_quarantine/data/0.parquet",
        "dev, job_state/checkpoint/commits/0",
        "dev, artifacts/lolscale-glue.jar",
        "dev, analytics_raw_errors/processing-failed/0",
        "prod, analytics_data/data/year=2018/month=04/day=04/0.parquet",
        "classic, analytics_raw/2026/11/24/10/delivery-1.gz"
    })
    void shouldNeverExpireTheLakeNorWhatIsNotMoved(String stack, String key) {
        assertThat(text(expiration(rules(stack, "delivery-landing"), key))).isEqualTo("never");
    }

    /** A rule of the bucket would take files from under the table, so the job deletes, and then expires the snapshots. */
    @ParameterizedTest
    @CsvSource({"dev, 30, 7", "prod, 0, 7"})
    void shouldLetTheJobDeleteQuarantinedLines(String stack, String days, String snapshotDays) {
        Properties job =
                record(stack).resource("aws:glue/job:Job", "lakehouse-job").inputs();

        assertThat(job.text("defaultArguments.--quarantine_days")).isEqualTo(days);
        assertThat(job.text("defaultArguments.--snapshot_days")).isEqualTo(snapshotDays);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mover", "firehose"})
    void shouldExpireOnlyDayFoldersWhoeverMakesThem(String partitioner) {
        StackConfiguration configuration = StackConfiguration.read(ROOT, "dev");
        StackGraph graph = Recorder.record(
                configuration.with("lolscale:partitioner", partitioner), Recorder.Mode.UPDATE, Main::stack);
        List<Properties> rules = rules(graph, "delivery-landing");
        boolean moved = partitioner.equals("mover");

        assertThat(text(expiration(rules, "analytics_raw/2026/11/24/10/delivery-1.gz")))
                .isEqualTo(moved ? "never" : "30");
        assertThat(text(expiration(rules, "partitioned_analytics_raw/" + RAW_OBJECT)))
                .isEqualTo(moved ? "30" : "never");
    }

    @ParameterizedTest
    @CsvSource({"dev, never", "prod, 30", "classic, never"})
    void shouldTierWhatIsKept(String stack, String days) {
        OptionalLong tier = rules(stack, "delivery-landing").stream()
                .filter(rule -> covers(rule, "analytics_data/data/0.parquet"))
                .flatMap(rule -> rule.objects("transitions").stream())
                .mapToLong(transition -> transition.number("days"))
                .min();

        assertThat(text(tier)).isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldCleanUpInEveryBucketWhatNobodySees(String stack) {
        StackGraph graph = record(stack);

        assertThat(graph.ofType(LIFECYCLE))
                .hasSize(graph.ofType("aws:s3/bucketV2:BucketV2").size());
        for (GraphResource lifecycle : graph.ofType(LIFECYCLE)) {
            Properties cleanUp = lifecycle.inputs().objects("rules").stream()
                    .filter(rule -> rule.text("id").equals("clean-up"))
                    .findFirst()
                    .orElseThrow();
            assertThat(covers(cleanUp, "any/key")).isTrue();
            assertThat(cleanUp.number("abortIncompleteMultipartUpload.daysAfterInitiation"))
                    .isEqualTo(7);
            assertThat(cleanUp.number("noncurrentVersionExpiration.noncurrentDays"))
                    .isEqualTo(30);
        }
    }

    private static OptionalLong expiration(List<Properties> rules, String key) {
        return rules.stream()
                .filter(rule -> covers(rule, key) && rule.has("expiration"))
                .mapToLong(rule -> rule.number("expiration.days"))
                .min();
    }

    private static boolean covers(Properties rule, String key) {
        return rule.text("status").equals("Enabled") && key.startsWith(rule.text("filter.prefix"));
    }

    private static String text(OptionalLong days) {
        return days.isPresent() ? Long.toString(days.getAsLong()) : "never";
    }

    private static List<Properties> rules(String stack, String bucket) {
        return rules(record(stack), bucket);
    }

    private static List<Properties> rules(StackGraph graph, String bucket) {
        return graph.ofType(LIFECYCLE).stream()
                .filter(lifecycle -> lifecycle.name().equals(bucket + "-lifecycle"))
                .findFirst()
                .orElseThrow()
                .inputs()
                .objects("rules");
    }

    private static StackGraph record(String stack) {
        return Recorder.record(StackConfiguration.read(ROOT, stack), Recorder.Mode.UPDATE, Main::stack);
    }
}
