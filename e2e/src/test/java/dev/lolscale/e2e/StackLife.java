package dev.lolscale.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lolscale.graph.GraphJson;
import dev.lolscale.graph.Secret;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a stack under Pulumi's own engine, language host and, where it is there, policy host. One life, told in
 * order: each test goes on from where the one before has left the stack.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class StackLife {

    private static final String DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
    private static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String LOG_STREAM = "aws:cloudwatch/logStream:LogStream";

    private final String stack;
    private PulumiProject project;
    private StackGraph graph;

    StackLife(String stack) {
        this.stack = stack;
    }

    @BeforeAll
    void lay(@TempDir Path folder) throws Exception {
        project = PulumiProject.of(folder, stack);
        graph = Recorder.record(StackConfiguration.read(PulumiProject.ROOT, stack), Recorder.Mode.UPDATE, Main::stack);
    }

    @Test
    @Order(1)
    void shouldPreviewWithoutTouchingAnything() throws Exception {
        PulumiProject.Ended preview = project.preview();

        preview.succeeded();
        assertThat(preview.output()).contains("+ " + graph.resources().size() + " to create");
        assertThat(project.account().resources()).isEmpty();
    }

    @Test
    @Order(2)
    void shouldCreateWhatIsDeclared() throws Exception {
        project.up().succeeded();

        assertThat(typesInTheAccount()).isEqualTo(typesInTheGraph());
    }

    @Test
    @Order(3)
    void shouldRegisterWhatTheRecorderRecords() throws Exception {
        Map<String, JsonNode> registered = EngineState.ofExport(project.exported());
        Map<String, JsonNode> recorded = EngineState.ofGraph(GraphJson.of(graph));

        assertThat(registered.keySet()).isEqualTo(recorded.keySet());
        recorded.forEach(
                (urn, resource) -> assertThat(registered.get(urn)).as(urn).isEqualTo(resource));
    }

    @Test
    @Order(4)
    void shouldGiveTheOutputs() throws Exception {
        JsonNode outputs = project.outputs();

        assertThat(outputs).isEqualTo(GraphJson.of(graph).get("outputs"));
    }

    @Test
    @Order(5)
    void shouldKeepNoSecretInClear() throws Exception {
        Set<String> secrets = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        graph.resources().forEach(resource -> {
            collect(resource.inputs().values(), false, secrets, open);
            collect(resource.outputs().values(), false, secrets, open);
        });
        // Beside one secret, a whole environment is secret; what of it is told elsewhere is none.
        secrets.removeIf(secret -> open.stream().anyMatch(text -> text.contains(secret)));
        assertThat(secrets).isNotEmpty();

        for (Path file : filesOf(project.state())) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(secrets);
        }
    }

    @Test
    @Order(6)
    void shouldChangeNothingTheSecondTime() throws Exception {
        project.up("--expect-no-changes").succeeded();
    }

    @Test
    @Order(7)
    void shouldChangeInPlaceWhatCan() throws Exception {
        project.set("bufferSeconds", "77");

        assertThat(operations()).containsExactly(Map.entry(STREAM, "update"));
        project.up().succeeded();

        assertThat(project.account().ofType(STREAM))
                .singleElement()
                .satisfies(stream -> assertThat(stream.inputs().toString()).contains("77"));
    }

    @Test
    @Order(8)
    void shouldReplaceWhatCannotChange() throws Exception {
        project.set("database", "another");

        if (stack.equals("prod")) {
            PulumiProject.Ended up = project.up();
            assertThat(up.exitCode()).isNotZero();
            assertThat(up.output()).contains("protect");
        } else {
            assertThat(operations()).contains(Map.entry(DATABASE, "replace"));
            project.up().succeeded();
            assertThat(project.account().ofType(DATABASE))
                    .extracting(AwsAccount.Resource::physicalName)
                    .containsExactly("another");
        }
        project.set("database", "lolscale_" + stack);
        project.up().succeeded();
    }

    @Test
    @Order(9)
    void shouldNoticeWhatIsGone() throws Exception {
        AwsAccount.Resource gone = project.account().ofType(LOG_STREAM).get(0);
        project.account().delete(gone.type(), gone.id());

        project.refresh().succeeded();
        assertThat(operations()).contains(Map.entry(LOG_STREAM, "create"));
        project.up().succeeded();

        assertThat(project.account().ofType(LOG_STREAM)).hasSize(1);
    }

    @Test
    @Order(10)
    void shouldLeaveNothingBehindButWhatIsProtected() throws Exception {
        if (stack.equals("prod")) {
            Map<String, Integer> before = typesInTheAccount();
            PulumiProject.Ended refused = project.destroy();
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.output()).contains("protect");
            assertThat(typesInTheAccount()).isEqualTo(before);

            project.set("deleteData", "true");
            project.set("protectData", "false");
            PulumiProject.Ended violation = project.up();
            assertThat(violation.exitCode()).isNotZero();
            project.upWithoutPolicies().succeeded();
        }

        project.destroy().succeeded();

        assertThat(project.account().resources()).isEmpty();
    }

    /** What an update would do to resources of AWS; a component changes with its arguments, which costs nothing. */
    private List<Map.Entry<String, String>> operations() throws Exception {
        List<Map.Entry<String, String>> operations = new ArrayList<>();
        for (JsonNode step : project.steps()) {
            String qualified = step.get("urn").asText().split("::", -1)[2];
            String type = qualified.substring(qualified.lastIndexOf('$') + 1);
            if (type.startsWith("aws:") && !step.get("op").asText().equals("same")) {
                operations.add(Map.entry(type, step.get("op").asText()));
            }
        }
        return operations;
    }

    private Map<String, Integer> typesInTheAccount() {
        Map<String, Integer> types = new TreeMap<>();
        project.account().resources().forEach(resource -> types.merge(resource.type(), 1, Integer::sum));
        return types;
    }

    private Map<String, Integer> typesInTheGraph() {
        Map<String, Integer> types = new TreeMap<>();
        graph.resources().stream()
                .filter(resource -> resource.type().startsWith("aws:"))
                .forEach(resource -> types.merge(resource.type(), 1, Integer::sum));
        return types;
    }

    /** Texts, those inside of secrets apart; a short one may stand anywhere by chance. */
    private static void collect(Object value, boolean secret, Set<String> secrets, Set<String> open) {
        if (value instanceof Secret hidden) {
            collect(hidden.reveal(), true, secrets, open);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> collect(item, secret, secrets, open));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, secret, secrets, open));
        } else if (value instanceof String text && text.length() >= 20) {
            (secret ? secrets : open).add(text);
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
