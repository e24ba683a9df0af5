package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.graph.Artifact;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.local.glue.Step;
import dev.lolscale.platform.stack.Main;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program's graph, changed in one place, must change what the local platform does in that place. It runs the
 * built jars: handlers and glue are packaged before this module.
 */
class GraphDrivesPlatformTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String EVENT =
            "{\"eventId\":\"e1\",\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2026-04-04 12:00:00\"}";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static StackGraph dev;

    @TempDir
    Path directory;

    @BeforeAll
    static void recordDev() {
        dev = record("dev");
    }

    @Test
    void shouldDeliverUnderThePrefixOfTheGraph() throws Exception {
        StackGraph changed = dev.withInput(
                urn(dev, Streams.STREAM, "delivery-stream"),
                "extendedS3Configuration.prefix",
                "elsewhere/of=!{timestamp:yyyy}/");

        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = start(changed, folder)) {
            assertThat(post(platform, EVENT).statusCode()).isEqualTo(204);
            assertThat(platform.drain(PATIENCE)).isTrue();

            assertThat(objects(folder))
                    .singleElement()
                    .asString()
                    .matches("elsewhere/of=\\d{4}/delivery-stream-.*\\.gz");
        }
    }

    @Test
    void shouldDeliverWhenTheBufferOfTheGraphIsFull() throws Exception {
        String stream = urn(dev, Streams.STREAM, "delivery-stream");
        StackGraph small = dev.withInput(stream, "extendedS3Configuration.bufferingSize", 1L)
                .withInput(stream, "extendedS3Configuration.bufferingInterval", 900L);

        assertThat(objectsOfThreeMegabytes(small, directory.resolve("small"))).isGreaterThanOrEqualTo(3);
        assertThat(objectsOfThreeMegabytes(dev, directory.resolve("large"))).isEqualTo(1);
    }

    private int objectsOfThreeMegabytes(StackGraph graph, Path where) throws Exception {
        try (LocalFolder folder = LocalFolder.open(where, "dev");
                LocalPlatform platform = start(graph, folder)) {
            Random random = new Random(1);
            for (int request = 0; request < 35; request++) {
                StringBuilder body = new StringBuilder();
                for (int line = 0; line < 2; line++) {
                    body.append(EVENT.replace(
                                    "LOGIN", Long.toHexString(random.nextLong()).repeat(3_100)))
                            .append('\n');
                }
                assertThat(post(platform, body.toString()).statusCode()).isEqualTo(204);
            }
            assertThat(platform.drain(PATIENCE)).isTrue();
            return objects(folder).size();
        }
    }

    @Test
    void shouldGiveFunctionsTheEnvironmentOfTheGraph() throws Exception {
        String track = urn(dev, Functions.FUNCTION, "ingest-track");
        StackGraph changed = dev.withInput(track, "environment.variables.MAX_EVENT_BYTES", "50");

        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = start(changed, folder)) {
            HttpResponse<String> answer = post(platform, EVENT);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("too_large");
        }
    }

    @Test
    void shouldAnswerTheSavedQueryOfTheGraph() throws Exception {
        StackGraph changed =
                dev.withInput(urn(dev, Lake.NAMED_QUERY, "query-events_by_type"), "query", "SELECT 40 + 2 AS answer");

        try (LocalFolder folder = LocalFolder.open(directory, "dev")) {
            Lake lake = new Lake(changed, folder);
            SavedQuery query = lake.savedQueries().stream()
                    .filter(each -> each.name().equals("events_by_type"))
                    .findFirst()
                    .orElseThrow();

            assertThat(lake.query(query.sql()).columns()).containsExactly("answer");
            assertThat(lake.query(query.sql()).rows().get(0).get(0)).hasToString("42");
        }
    }

    @Test
    void shouldRunTheJobWithTheArgumentsOfTheGraph() throws Exception {
        String job = urn(dev, Workflows.JOB, "lakehouse-job");
        String bucket = dev.outputs().text("bucketName");
        // Half a year before its arrival, the event is out of a window of one day.
        StackGraph changed = dev.withInput(job, "defaultArguments.--table", "renamed")
                .withInput(job, "defaultArguments.--output", "s3://" + bucket + "/moved/")
                .withInput(job, "defaultArguments.--window_past_days", "1");

        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = start(changed, folder)) {
            assertThat(post(platform, EVENT).statusCode()).isEqualTo(204);
            assertThat(platform.drain(PATIENCE)).isTrue();
            List<Step> steps = platform.runWorkflow();

            assertThat(steps).extracting(Step::state).containsOnly(Step.State.SUCCEEDED);
            assertThat(new Lake(changed, folder)
                            .query("SELECT eventid, out_of_window, datetime FROM renamed")
                            .rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsExactly("e1", true, "2026-04-04 12:00:00.000000"));
            assertThat(objects(folder)).anyMatch(key -> key.startsWith("moved/data/"));

            // Nothing new: the second run finds the line done and adds no row.
            assertThat(platform.runWorkflow().get(0).details().path("rawLines").asInt())
                    .isZero();
            assertThat(new Lake(changed, folder)
                            .query("SELECT count(*) FROM renamed")
                            .rows()
                            .get(0)
                            .get(0))
                    .hasToString("1");
        }
    }

    @Test
    void shouldRunWorkflowAndMaintenanceAtTheTimesOfTheGraph() throws Exception {
        StackGraph changed = dev.withInput(
                        urn(dev, Workflows.TRIGGER, "lakehouse-start"), "schedule", "cron(30 7 * * ? *)")
                .withInput(urn(dev, Workflows.TRIGGER, "lakehouse-maintenance"), "schedule", "cron(0 8 ? * WED *)");
        // A Wednesday.
        ManualTimer timer = new ManualTimer(Instant.parse("2026-04-08T00:00:00Z"));
        List<List<Step>> runs = new ArrayList<>();

        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = start(changed, folder)) {
            assertThat(post(platform, EVENT).statusCode()).isEqualTo(204);
            assertThat(platform.drain(PATIENCE)).isTrue();
            platform.followSchedule(runs::add, timer);

            timer.passTo(Instant.parse("2026-04-08T07:29:59Z"));
            assertThat(runs).isEmpty();
            assertThat(timer.planned())
                    .containsExactly(Instant.parse("2026-04-08T07:30:00Z"), Instant.parse("2026-04-08T08:00:00Z"));

            timer.passTo(Instant.parse("2026-04-08T08:00:00Z"));
            assertThat(runs).hasSize(2);
            assertThat(runs.get(0)).extracting(Step::state).containsOnly(Step.State.SUCCEEDED);
            assertThat(runs.get(0)).extracting(Step::kind).containsExactlyInAnyOrder(Step.Kind.JOB, Step.Kind.CRAWLER);
            assertThat(WorkflowReport.sum(runs.get(0), "rows")).isEqualTo(1);
            assertThat(runs.get(1)).extracting(Step::state).containsExactly(Step.State.SUCCEEDED);
            assertThat(runs.get(1).get(0).details().path("mode").asText()).isEqualTo("maintain");
            assertThat(timer.planned())
                    .containsExactly(Instant.parse("2026-04-09T07:30:00Z"), Instant.parse("2026-04-15T08:00:00Z"));
        }
        assertThat(timer.planned()).isEmpty();
    }

    @Test
    void shouldKeepFromTheFunctionWhoHasNoKeyOfTheGraph() throws Exception {
        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = start(dev, folder)) {
            assertThat(post(platform, EVENT, "not-the-key").statusCode()).isEqualTo(403);
            assertThat(post(platform, EVENT, "").statusCode()).isEqualTo(401);
            assertThat(platform.drain(PATIENCE)).isTrue();

            assertThat(objects(folder)).isEmpty();
            // The authorizer was asked; the track function never started, so it wrote nothing.
            String track =
                    dev.resource(Functions.FUNCTION, "ingest-track").outputs().text("name");
            assertThat(folder.logs().resolve(track + ".log")).isEmptyFile();
        }
    }

    @Test
    void shouldGoOnWithWhatWasAcknowledgedBeforeTheEnd() throws Exception {
        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = start(dev, folder)) {
            assertThat(post(platform, EVENT).statusCode()).isEqualTo(204);
        }
        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = start(dev, folder)) {
            assertThat(platform.drain(PATIENCE)).isTrue();

            assertThat(objects(folder)).singleElement().asString().startsWith("analytics_raw/year=");
        }
    }

    @Test
    void shouldMoveWithTheMoverOfTheGraph() throws Exception {
        StackGraph classic = record("classic");

        try (LocalFolder folder = LocalFolder.open(directory, "classic");
                LocalPlatform platform = start(classic, folder)) {
            assertThat(platform.trackUrl().getPath()).isEqualTo("/live/track");
            assertThat(post(platform, EVENT).statusCode()).isEqualTo(204);
            assertThat(platform.drain(PATIENCE)).isTrue();

            assertThat(objects(folder))
                    .singleElement()
                    .asString()
                    .matches("partitioned_analytics_raw/year=\\d{4}/month=\\d\\d/day=\\d\\d/delivery-stream-.*\\.gz");
        }
    }

    @Test
    void shouldSayInOneLineWhatItCannotRun() throws Exception {
        StackGraph changed = dev.withInput(
                urn(dev, Functions.FUNCTION, "ingest-track"),
                "code",
                new Artifact(Artifact.Kind.ARCHIVE, "none.jar", ""));

        try (LocalFolder folder = LocalFolder.open(directory, "dev")) {
            assertThatThrownBy(() -> start(changed, folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("none.jar")
                    .hasMessageNotContaining("\n");
            StackGraph noStage = new StackGraph(
                    dev.project(),
                    dev.stack(),
                    dev.resources().stream()
                            .filter(resource -> !resource.type().equals(HttpApis.STAGE))
                            .toList(),
                    dev.outputs());
            assertThatThrownBy(() -> start(noStage, folder))
                    .isInstanceOf(GraphException.class)
                    .hasMessage("HTTP API \"ingest-api\" has no stage: nobody could call it");
        }
    }

    @Test
    void shouldNameEveryResourceThatItDoesNotRun() {
        List<String> run = dev.resources().stream()
                .filter(GraphResource::custom)
                .filter(resource -> !resource.type().startsWith("pulumi:"))
                .map(GraphResource::name)
                .filter(name -> NotRun.of(dev).values().stream().noneMatch(names -> names.contains(name)))
                .toList();

        assertThat(run)
                .containsExactlyInAnyOrder(
                        "delivery-landing",
                        "delivery-stream",
                        "ingest-api",
                        "ingest-api-authorizer",
                        "ingest-authorizer",
                        "ingest-authorizer-live",
                        "ingest-integration",
                        "ingest-key-ClientAPIKey-dev",
                        "ingest-route",
                        "ingest-stage",
                        "ingest-track",
                        "ingest-track-live",
                        "lakehouse-database",
                        "lakehouse-job",
                        "lakehouse-job-jar",
                        "lakehouse-job-script",
                        "lakehouse-maintenance",
                        "lakehouse-raw-discovery",
                        "lakehouse-start",
                        "lakehouse-workflow",
                        "query-daily_active_users",
                        "query-distinct_users_by_month",
                        "query-distinct_users_this_month",
                        "query-events_by_type",
                        "query-late_arrivals",
                        "query-login_to_purchase",
                        "query-quarantine_by_reason",
                        "query-results",
                        "query-top_events_by_day",
                        "query-weekly_retention",
                        "query-workgroup");
    }

    private static StackGraph record(String stack) {
        return Recorder.record(StackConfiguration.read(ROOT, stack), Recorder.Mode.UPDATE, Main::stack);
    }

    private static String urn(StackGraph graph, String type, String name) {
        return graph.resource(type, name).urn();
    }

    private static LocalPlatform start(StackGraph graph, LocalFolder folder) throws IOException {
        return LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0));
    }

    private static HttpResponse<String> post(LocalPlatform platform, String body) throws Exception {
        return post(platform, body, platform.apiKey());
    }

    private static HttpResponse<String> post(LocalPlatform platform, String body, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(platform.trackUrl())
                .header("content-type", "application/x-ndjson")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("x-api-key", key);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** The keys in the landing bucket, without the artifacts that every start uploads. */
    private static List<String> objects(LocalFolder folder) throws IOException {
        Path bucket;
        try (Stream<Path> buckets = Files.list(folder.buckets())) {
            bucket = buckets.filter(path -> path.getFileName().toString().startsWith("delivery-landing-"))
                    .findFirst()
                    .orElseThrow();
        }
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .filter(key -> !key.startsWith("artifacts/"))
                    .toList();
        }
    }
}
