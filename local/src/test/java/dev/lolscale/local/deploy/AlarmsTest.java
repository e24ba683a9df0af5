package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.local.glue.Step;
import dev.lolscale.platform.stack.Main;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An alarm on a metric that nobody writes never rings. Those of AWS's services must name resources of the stack, those of
 * our own what the real function and the real job write.
 */
class AlarmsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String OWN = "Lolscale";

    /** Which resource a dimension of AWS's metrics names, and by which output. */
    private static final Map<String, List<String>> NAMED = Map.of(
            "AWS/Firehose DeliveryStreamName",
            List.of(Streams.STREAM, "name"),
            "AWS/Lambda FunctionName",
            List.of(Functions.FUNCTION, "name"),
            "AWS/SQS QueueName",
            List.of(Queues.QUEUE, "name"),
            "AWS/ApiGateway ApiId",
            List.of(HttpApis.API, "id"),
            "AWS/ApiGateway ApiName",
            List.of(RestApis.API, "name"),
            "Glue JobName",
            List.of(Workflows.JOB, "name"),
            OWN + " job",
            List.of(Workflows.JOB, "name"));

    /** What stands in dimensions besides. */
    private static final Map<String, List<String>> FIXED = Map.of(
            "AWS/ApiGateway Stage", List.of("$default", "live"),
            "Glue JobRunId", List.of("ALL"),
            "Glue Type", List.of("count"),
            "Glue ObservabilityGroup", List.of("error"));

    private record Metric(String alarm, String namespace, String name, Map<String, String> dimensions) {}

    @ParameterizedTest
    @ValueSource(strings = {"prod", "classic"})
    void shouldNameResourcesOfTheStack(String stack) {
        StackGraph graph = watched(stack);

        assertThat(metrics(graph)).isNotEmpty().allSatisfy(metric -> metric.dimensions()
                .forEach((dimension, value) -> {
                    String key = metric.namespace() + " " + dimension;
                    if (FIXED.containsKey(key)) {
                        assertThat(value).as(metric.alarm()).isIn(FIXED.get(key));
                    } else {
                        assertThat(NAMED).as(metric.alarm()).containsKey(key);
                        assertThat(graph.ofType(NAMED.get(key).get(0)))
                                .as(metric + " names a resource")
                                .anyMatch(resource -> resource.outputs()
                                        .optionalText(NAMED.get(key).get(1))
                                        .filter(value::equals)
                                        .isPresent());
                    }
                }));
    }

    @Test
    void shouldWaitForWhatFunctionAndJobReallyWrite(@TempDir Path directory) throws Exception {
        StackGraph graph = watched("prod");
        // A stream that is not there takes no event.
        StackGraph broken = graph.withInput(
                graph.resource(Functions.FUNCTION, "ingest-track").urn(), "environment.variables.STREAM_NAME", "gone");
        JsonNode line;
        try (LocalFolder folder = LocalFolder.open(directory.resolve("broken"), "prod");
                LocalPlatform platform = start(broken, folder)) {
            assertThat(post(platform)).isEqualTo(503);
            line = metricsLine(directory.resolve("broken/logs"));
        }
        List<Step> steps;
        try (LocalFolder folder = LocalFolder.open(directory.resolve("sound"), "prod");
                LocalPlatform platform = start(graph, folder)) {
            assertThat(post(platform)).isEqualTo(204);
            platform.drain(PATIENCE);
            steps = platform.runWorkflow();
        }

        JsonNode definition = line.at("/_aws/CloudWatchMetrics/0");
        assertThat(graph.resource(ALARM, "operations-events-undelivered")
                        .inputs()
                        .objects("metricQueries")
                        .get(0)
                        .text("expression"))
                .isEqualTo("SELECT SUM(rejected_not_delivered) FROM SCHEMA(\"%s\", \"%s\", \"%s\") WHERE \"%s\" = '%s'"
                        .formatted(
                                definition.path("Namespace").asText(),
                                definition.at("/Dimensions/0/0").asText(),
                                definition.at("/Dimensions/0/1").asText(),
                                definition.at("/Dimensions/0/0").asText(),
                                line.path(definition.at("/Dimensions/0/0").asText())
                                        .asText()));
        assertThat(definition.path("Metrics").findValuesAsText("Name")).contains("rejected_not_delivered");
        JsonNode job = steps.stream()
                .filter(step -> step.kind() == Step.Kind.JOB)
                .findFirst()
                .orElseThrow()
                .details();
        assertThat(metrics(graph))
                .filteredOn(metric -> metric.namespace().equals(OWN))
                .isNotEmpty()
                .allSatisfy(metric -> {
                    assertThat(job.has(metric.name())).as(metric.toString()).isTrue();
                    // That the line's dimension is "job" alone, IcebergJobTest holds.
                    assertThat(metric.dimensions())
                            .containsExactly(Map.entry("job", job.path("job").asText()));
                });
    }

    /** Each metric of each alarm, also those within expressions. */
    private static List<Metric> metrics(StackGraph graph) {
        List<Metric> metrics = new ArrayList<>();
        for (GraphResource alarm : graph.ofType(ALARM)) {
            if (alarm.inputs().has("metricName")) {
                metrics.add(metric(alarm.name(), alarm.inputs()));
            }
            if (alarm.inputs().has("metricQueries")) {
                alarm.inputs().objects("metricQueries").stream()
                        .filter(query -> query.has("metric"))
                        .forEach(query -> metrics.add(metric(alarm.name(), query.object("metric"))));
            }
        }
        return metrics;
    }

    private static Metric metric(String alarm, Properties metric) {
        return new Metric(
                alarm,
                metric.text("namespace"),
                metric.text("metricName"),
                new TreeMap<>(metric.textsByKey("dimensions")));
    }

    private static StackGraph watched(String stack) {
        return Recorder.record(
                StackConfiguration.read(ROOT, stack).with("lolscale:operations", "true"),
                Recorder.Mode.UPDATE,
                Main::stack);
    }

    private static LocalPlatform start(StackGraph graph, LocalFolder folder) throws Exception {
        return LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0));
    }

    private static int post(LocalPlatform platform) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(platform.trackUrl())
                .header("x-api-key", platform.apiKey())
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(
                        "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2026-04-04 12:00:00\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static JsonNode metricsLine(Path logs) throws Exception {
        try (Stream<Path> files = Files.list(logs)) {
            Path log = files.filter(file -> file.getFileName().toString().startsWith("ingest-track"))
                    .findFirst()
                    .orElseThrow();
            return new ObjectMapper()
                    .readTree(Files.readAllLines(log).stream()
                            .filter(each -> each.contains("CloudWatchMetrics"))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
