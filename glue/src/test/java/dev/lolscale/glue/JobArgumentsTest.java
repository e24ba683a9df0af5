package dev.lolscale.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobArgumentsTest {

    private static final List<String> REQUIRED = List.of(
            "--raw", "s3://lake/analytics_raw/",
            "--output", "s3://lake/analytics_data/",
            "--quarantine", "s3://lake/analytics_quarantine/",
            "--checkpoint", "s3://lake/job_state/checkpoint/",
            "--database", "analytics");

    @Test
    void shouldHaveDefaults() {
        assertThat(JobArguments.parse(REQUIRED.toArray(String[]::new)))
                .isEqualTo(new JobArguments(
                        "s3://lake/analytics_raw/",
                        "s3://lake/analytics_data/",
                        "s3://lake/analytics_quarantine/",
                        "s3://lake/job_state/checkpoint/",
                        "analytics",
                        "analytics_data",
                        "analytics_quarantine",
                        JobArguments.TableFormat.ICEBERG,
                        new ArrivalWindow(365, 2),
                        8,
                        0,
                        "local",
                        new Task.Load()));
    }

    @Test
    void shouldTakeEveryArgumentInBothFormsAndIgnoreWhatGlueAdds() {
        assertThat(JobArguments.parse(
                        "--JOB_NAME",
                        "load",
                        "--enable-metrics",
                        "--conf",
                        "spark.a=b",
                        "JOB_RUN_ID",
                        "--raw=s3a://lake/raw",
                        "--output",
                        "s3://lake/data",
                        "--quarantine",
                        "s3://lake/bad",
                        "--checkpoint",
                        "s3://lake/state",
                        "--database",
                        "first",
                        "--database",
                        "other-1",
                        "--table",
                        "events",
                        "--quarantine_table",
                        "refused",
                        "--table_format",
                        "hive",
                        "--window_past_days",
                        "0",
                        "--window_future_days",
                        "7",
                        "--shuffle_partitions",
                        "64",
                        "--deduplicate_days",
                        "0"))
                .isEqualTo(new JobArguments(
                        "s3a://lake/raw/",
                        "s3://lake/data/",
                        "s3://lake/bad/",
                        "s3://lake/state/",
                        "",
                        "events",
                        "refused",
                        JobArguments.TableFormat.HIVE,
                        new ArrivalWindow(0, 7),
                        64,
                        0,
                        "load",
                        new Task.Load()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--raw|''|--raw is missing; give a URI, for example s3://bucket/raw/",
                "--raw|s3://lake|--raw is \"s3://lake\"; it must be a URI with a scheme and a path, for example"
                        + " s3://bucket/raw/",
                "--output|data/|--output is \"data/\"; it must be a URI with a scheme and a path, for example"
                        + " s3://bucket/output/",
                "--database|Analytics|--database is \"Analytics\"; allowed are lower case letters, digits, underscore and"
                        + " hyphen",
                "--table_format|delta|--table_format is \"delta\"; allowed are iceberg and hive",
                "--window_past_days|-1|--window_past_days is \"-1\"; allowed is a whole number from 0 to 36500",
                "--window_future_days|soon|--window_future_days is \"soon\"; allowed is a whole number from 0 to 36500",
                "--shuffle_partitions|0|--shuffle_partitions is \"0\"; allowed is a whole number from 1 to 10000",
                "--output|s3://lake/analytics_raw/data/|--output s3://lake/analytics_raw/data/ lies in --raw"
                        + " s3://lake/analytics_raw/; each needs a prefix of its own",
                "--deduplicate_days|-1|--deduplicate_days is \"-1\"; allowed is a whole number from 0 to 36500",
                "--quarantine_days|month|--quarantine_days is \"month\"; allowed is a whole number from 0 to 36500",
                "--snapshot_days|week|--snapshot_days is \"week\"; allowed is a whole number from 0 to 36500",
                "--rebuild|2018-04-06..2018-04-05|--rebuild is \"2018-04-06..2018-04-05\"; allowed are days as 2018-04-05,"
                        + " 2018-04-05..2018-04-30, or all",
                "--rebuild|''|--rebuild is \"\"; allowed are days as 2018-04-05, 2018-04-05..2018-04-30, or all",
                "--maintain|yes|--maintain is \"yes\"; allowed are true and false",
                "--erase|''|--erase is empty; give the userId whose events are to be erased",
                "--erase_sha256|mark3|--erase_sha256 is no SHA-256; give 64 hexadecimal digits",
            })
    void shouldRefuseInOneLine(String name, String value, String message) {
        List<String> arguments = new ArrayList<>(REQUIRED);
        arguments.addAll(List.of(name, value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = EventJob.run(
                arguments.toArray(String[]::new),
                FaultPoint.Listener.NONE,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("EventJob: " + message + "\n");
        assertThat(out.size()).isZero();
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void shouldReadWhatTheRunIsFor() {
        assertThat(task()).isEqualTo(new Task.Load());
        assertThat(task("--rebuild", "2018-04-05"))
                .isEqualTo(new Task.Rebuild(DayRange.parse("2018-04-05..2018-04-05"), false));
        assertThat(task("--rebuild", "all", "--rebuild_fewer"))
                .isEqualTo(new Task.Rebuild(DayRange.parse("all"), true));
        assertThat(task("--maintain", "--snapshot_days", "3")).isEqualTo(new Task.Maintain(3, 0));
        assertThat(task("--maintain", "--quarantine_days", "30")).isEqualTo(new Task.Maintain(7, 30));
        assertThat(task("--maintain", "false")).isEqualTo(new Task.Load());
        assertThat(task("--erase=--x")).isEqualTo(new Task.Erase(ErasedUser.ofId("--x")));
        assertThat(task("--erase", "mark3"))
                .hasToString("Erase[user=ErasedUser[sha256="
                        + "da2213c8c508b60aa98daa0f8cfffa063f575e2cee1daa04743eb0e2978e9492]]");
        assertThatThrownBy(() -> task("--maintain", "--rebuild", "all"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "--rebuild, --maintain, --erase and --erase_sha256 are runs of their own; give one of them");
        assertThatThrownBy(() -> task("--table_format", "hive", "--deduplicate_days", "1"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("--deduplicate_days needs Iceberg tables; with --table_format hive the job only loads");
    }

    private static Task task(String... more) {
        List<String> arguments = new ArrayList<>(REQUIRED);
        arguments.addAll(List.of(more));
        return JobArguments.parse(arguments.toArray(String[]::new)).task();
    }

    @Test
    void shouldNameTheDatabaseThatIsMissing() {
        String[] withoutDatabase = Arrays.copyOf(REQUIRED.toArray(String[]::new), REQUIRED.size() - 2);

        assertThatThrownBy(() -> JobArguments.parse(withoutDatabase))
                .isInstanceOf(RefusedException.class)
                .hasMessage("--database is missing; give the name of a Glue database");
    }
}
