package dev.lolscale.local.command;

import static dev.lolscale.local.command.Ran.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    /** Tests run in the module's folder. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path folder;

    @BeforeEach
    void nameTheProject() {
        System.setProperty("lolscale.root", ROOT.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("lolscale.root");
    }

    @Test
    void shouldPassAStackThatKeepsEveryPolicy() throws IOException {
        Ran ran = run("check", "--json");

        assertThat(ran.exitCode()).isZero();
        JsonNode json = JSON.readTree(ran.out());
        assertThat(json.fieldNames()).toIterable().containsExactly("policies", "violations");
        assertThat(json.path("policies").asInt()).isGreaterThanOrEqualTo(25);
        assertThat(json.path("violations")).isEmpty();
    }

    @Test
    void shouldTellViolationsBySeverityAndFailOnAMandatoryOne() throws IOException {
        pack("""
                { name: "small", description: "Small. It matters little.", severity: "low", enforcementLevel: "advisory",
                  validateStack: (args, report) => report("could be nicer") },
                { name: "large", description: "Large.", severity: "critical", enforcementLevel: "mandatory",
                  remediationSteps: "Do it right.",
                  validateResource: (args, report) => { if (args.name === "ingest-stage") { report("is\\nwrong"); } } },
                """);
        Path sarif = folder.resolve("check.sarif");

        Ran ran = run("check", "--policy-pack", folder.toString(), "--sarif", sarif.toString());

        String urn = "urn:pulumi:dev::lolscale::lolscale:index:IngestApi$aws:apigatewayv2/stage:Stage::ingest-stage";
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).startsWith("Critical", "  ✗ mandatory  large");
        assertThat(ran.out())
                .containsIgnoringWhitespaces(urn + "is wrong fix: Do it right.")
                .containsIgnoringWhitespaces("Low ! advisory small the stack could be nicer")
                .containsPattern("dev: \\d+ resources, 2 policies of test: 1 mandatory and 1 advisory violations\\R$");

        assertThat(run("check", "--json", "--policy-pack", folder.toString()).out())
                .isEqualTo("{\"policies\":2,\"violations\":["
                        + "{\"policy\":\"large\",\"level\":\"mandatory\",\"urn\":\"" + urn
                        + "\",\"message\":\"is wrong\"},"
                        + "{\"policy\":\"small\",\"level\":\"advisory\",\"urn\":\"\",\"message\":\"could be nicer\"}]}"
                        + System.lineSeparator());

        JsonNode result = JSON.readTree(sarif.toFile())
                .path("runs")
                .path(0)
                .path("results")
                .path(0);
        assertThat(result.path("ruleId").asText()).isEqualTo("large");
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(result.path("message").path("text").asText()).isEqualTo("is wrong");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("Pulumi.dev.yaml");
        assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asText())
                .isEqualTo(urn);

        Path settings = Files.writeString(folder.resolve("settings.json"), "{\"large\": \"advisory\"}");
        assertThat(run("check", "--policy-pack", folder.toString(), "--policy-pack-config", settings.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void shouldShowNoSecretThatAPolicyRepeats() throws IOException {
        pack("""
                { name: "echo", description: "Repeats what it sees.", enforcementLevel: "mandatory",
                  validateResource: (args, report) => report(JSON.stringify(args.props)),
                },
                { name: "echoes", description: "Repeats all it sees.", enforcementLevel: "mandatory",
                  validateStack: (args, report) => args.resources.forEach((each) => report(JSON.stringify(each.props), each.urn)) },
                """);
        StackGraph graph = Recorder.record(StackConfiguration.read(ROOT, "dev"), Recorder.Mode.UPDATE, Main::stack);
        List<String> keys = graph.ofType("aws:apigateway/apiKey:ApiKey").stream()
                .map(GraphResource::outputs)
                .map(outputs -> outputs.text("value"))
                .toList();
        Path sarif = folder.resolve("check.sarif");

        Ran ran = run("check", "--policy-pack", folder.toString(), "--sarif", sarif.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("[secret]", "ClientAPIKey-dev");
        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(ran.out().replaceAll("\\s", "")).doesNotContain(key);
            assertThat(sarif).content(UTF_8).doesNotContain(key);
        });
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithPackOrSettings() throws IOException {
        assertThat(run("check", "--policy-pack", folder.toString()))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "lolscale: there is no policy pack in " + folder + ": it has no PulumiPolicy.yaml"
                                + System.lineSeparator()));

        Path settings = Files.writeString(folder.resolve("settings.json"), "[]");
        assertThat(run("check", "--policy-pack-config", settings.toString()))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "lolscale: " + settings + " must hold a JSON object from names of policies to their settings"
                                + System.lineSeparator()));
    }

    @Test
    void shouldEndWithTwoWhenAPolicyThrowsAfterItHasAnswered() throws IOException {
        pack("{ name: 'late', description: 'd', validateStack: () => {"
                + " setTimeout(() => { throw new Error('too late'); }, 10); } },");

        assertThat(run("check", "--policy-pack", folder.toString()))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "lolscale: a policy of the pack failed after it had answered: Error: too late; let it wait for"
                                + " all that it starts" + System.lineSeparator()));
    }

    /** A pack of these policies, on the packages of the project's own pack. */
    private void pack(String policies) throws IOException {
        // Installs them.
        assertThat(run("check").exitCode()).isZero();
        Files.createSymbolicLink(folder.resolve("node_modules"), ROOT.resolve("policies/node_modules"));
        Files.writeString(folder.resolve("PulumiPolicy.yaml"), "runtime: nodejs\n");
        Files.writeString(folder.resolve("package.json"), "{\"version\": \"0.0.1\"}\n");
        Files.writeString(
                folder.resolve("index.js"),
                "const { PolicyPack } = require('@pulumi/policy');\nnew PolicyPack('test', { policies: [\n" + policies
                        + "] });\n");
    }
}
