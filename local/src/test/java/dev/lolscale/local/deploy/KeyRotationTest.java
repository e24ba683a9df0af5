package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.FrontDoor;
import dev.lolscale.platform.stack.Main;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipe of docs/operations.md, step by step: one setting, three updates, and the clients meanwhile. */
@Timeout(300)
class KeyRotationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String OLD = "ClientAPIKey-dev";
    private static final String NEW = "web-2026";
    private static final String EVENT =
            "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2026-04-04 12:00:00\"}";

    @TempDir
    Path directory;

    private String oldKey;
    private String newKey;

    @BeforeEach
    void readTheKeys() {
        // As somebody reads them from AWS once they are there.
        oldKey = key(record(FrontDoor.HTTP, "[]"), OLD);
        newKey = key(record(FrontDoor.HTTP, "[\"" + NEW + "\"]"), NEW);
        assertThat(newKey).isNotEqualTo(oldKey);
    }

    @ParameterizedTest
    @EnumSource(FrontDoor.class)
    void shouldLetSomebodyInAtEveryStep(FrontDoor door) throws Exception {
        // The key of a stack that names none keeps its value when it is named.
        StackGraph before = record(door, "[]");
        StackGraph both = record(door, "[\"" + OLD + "\",\"" + NEW + "\"]");
        StackGraph after = record(door, "[\"" + NEW + "\"]");

        assertThat(answers(before)).containsExactly(204, 403);
        assertThat(answers(both)).containsExactly(204, 204);
        assertThat(answers(after)).containsExactly(403, 204);
    }

    @ParameterizedTest
    @EnumSource(FrontDoor.class)
    void shouldChangeNothingButTheKeysAndWhoKnowsThem(FrontDoor door) {
        StackGraph before = record(door, "[]");
        StackGraph both = record(door, "[\"" + OLD + "\",\"" + NEW + "\"]");
        StackGraph after = record(door, "[\"" + NEW + "\"]");
        String[] knowing = door == FrontDoor.HTTP ? new String[] {"ingest-authorizer"} : new String[0];
        String[] ofAKey = door == FrontDoor.HTTP
                ? new String[] {"ingest-key-%s"}
                : new String[] {"ingest-key-%s", "ingest-usage-plan-key-%s"};

        assertThat(changed(before, both)).containsExactly(knowing);
        assertThat(changed(both, after)).containsExactly(knowing);
        assertThat(added(before, both)).containsExactlyInAnyOrder(named(ofAKey, NEW));
        assertThat(added(both, before)).isEmpty();
        assertThat(added(both, after)).isEmpty();
        assertThat(added(after, both)).containsExactlyInAnyOrder(named(ofAKey, OLD));
    }

    /** What a client with the old key is answered, and one with the new key. */
    private List<Integer> answers(StackGraph graph) throws Exception {
        List<Integer> answers = new ArrayList<>();
        try (LocalFolder folder = LocalFolder.open(directory, "dev");
                LocalPlatform platform = LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            for (String key : List.of(oldKey, newKey)) {
                HttpRequest request = HttpRequest.newBuilder(platform.trackUrl())
                        .header("x-api-key", key)
                        .timeout(Duration.ofMinutes(2))
                        .POST(BodyPublishers.ofString(EVENT))
                        .build();
                answers.add(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode());
            }
        }
        return answers;
    }

    private static StackGraph record(FrontDoor door, String apiKeyNames) {
        StackConfiguration configuration = StackConfiguration.read(ROOT, "dev")
                .with("frontDoor", door.value())
                .with("apiKeyNames", apiKeyNames);
        return Recorder.record(configuration, Recorder.Mode.UPDATE, Main::stack);
    }

    private static String key(StackGraph graph, String name) {
        return graph.resource(ApiKeys.API_KEY, "ingest-key-" + name).outputs().text("value");
    }

    private static List<GraphResource> resources(StackGraph graph) {
        return graph.resources().stream().filter(GraphResource::custom).toList();
    }

    private static List<String> changed(StackGraph from, StackGraph to) {
        return resources(to).stream()
                .filter(resource -> resources(from).stream()
                        .anyMatch(old -> old.urn().equals(resource.urn())
                                && !old.inputs().equals(resource.inputs())))
                .map(GraphResource::name)
                .toList();
    }

    private static List<String> added(StackGraph from, StackGraph to) {
        List<String> old = resources(from).stream().map(GraphResource::urn).toList();
        return resources(to).stream()
                .filter(resource -> !old.contains(resource.urn()))
                .map(GraphResource::name)
                .toList();
    }

    private static String[] named(String[] patterns, String name) {
        String[] names = new String[patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            names[i] = patterns[i].replace("%s", name);
        }
        return names;
    }
}
