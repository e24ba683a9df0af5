package dev.lolscale.local.command;

import static dev.lolscale.local.command.Ran.lastLine;
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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LolscaleTest {

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
        List.of("lolscale.root", "lolscale.terminal", "lolscale.columns").forEach(System::clearProperty);
    }

    @Test
    void shouldExplainItselfWithoutACommand() {
        Ran ran = run();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("Usage: lolscale")
                .contains("A serverless analytics platform")
                .contains("  demo  ", "  up  ", "  workflow  ", "  send  ", "  query  ", "  graph  ", "  check  ")
                .contains("Begin with:  ./lolscale demo")
                .containsIgnoringWhitespaces(
                        "Exit codes: 0 done, 1 ran and found fault, 2 wrong usage or environment.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "workflow", "send", "query", "graph", "check"})
    void shouldExplainEveryCommand(String command) {
        Ran ran = run(command, "--help");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("Usage: lolscale " + command + " ")
                .contains("--stack=STACK", "--json", "--verbose", "-h, --help");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run("help", command).out()).isEqualTo(ran.out());
        assertThat(run(command, "-h").out()).isEqualTo(ran.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    frobnicate                             | lolscale: Unmatched argument at index 0: 'frobnicate'; see ./lolscale --help
                    --frobnicate                           | lolscale: Unknown option: '--frobnicate'; see ./lolscale --help
                    graph --frobnicate                     | lolscale: Unknown option: '--frobnicate'; see ./lolscale graph --help
                    graph more                             | lolscale: Unmatched argument at index 1: 'more'; see ./lolscale graph --help
                    graph --stack                          | lolscale: Missing required parameter for option '--stack' (STACK); see ./lolscale graph --help
                    query                                  | lolscale: Missing required parameter: 'SQL'; see ./lolscale query --help
                    demo --events many                     | lolscale: Invalid value for option '--events': 'many' is not a long; see ./lolscale demo --help
                    demo --events 0                        | lolscale: --events is 0; allowed is 1 to 5000000
                    up --port 65536                        | lolscale: --port is 65536; allowed is 0 to 65535
                    send                                   | lolscale: Missing required option: '--url=U'; see ./lolscale send --help
                    send --url http://127.0.0.1:1/ --key k --batch 0 | lolscale: --batch is 0; allowed is 1 to 10000
                    send --url http://127.0.0.1:1/ --key k --bad 101 | lolscale: --bad is 101; allowed is 0 to 100
                    send --url ftp://127.0.0.1/ --key k    | lolscale: --url is ftp://127.0.0.1/; needed is an address that starts with http
                    """)
    void shouldSayInOneLineWhatIsWrongWithTheCommandLine(String arguments, String line) {
        Ran ran = run(arguments.split(" ", -1));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo(line + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "query SQL", "demo", "up", "workflow", "graph --json", "check"})
    void shouldNameTheStacksWhenThereIsNoneOfTheName(String command) {
        Ran ran = run((command + " --stack production").split(" ", -1));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(lastLine(ran.err()))
                .isEqualTo("lolscale: there is no stack \"production\" in this project; there are classic, dev, prod");
        assertThat(ROOT.resolve(".lolscale/production")).doesNotExist();
    }

    @Test
    void shouldPrintTheGraphAsOneJsonObject() throws IOException {
        Ran ran = run("graph", "--json");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(1);
        JsonNode graph = JSON.readTree(ran.out());
        assertThat(graph.fieldNames()).toIterable().containsExactly("project", "stack", "resources", "outputs");
        assertThat(graph.path("project").asText()).isEqualTo("lolscale");
        assertThat(graph.path("stack").asText()).isEqualTo("dev");
        assertThat(graph.path("resources").findValuesAsText("type"))
                .contains("pulumi:pulumi:Stack", "aws:lambda/function:Function", "aws:glue/job:Job");
        assertThat(graph.path("outputs").has("url")).isTrue();
    }

    @Test
    void shouldShowNoSecretOfTheGraph() {
        StackGraph graph = Recorder.record(StackConfiguration.read(ROOT, "dev"), Recorder.Mode.UPDATE, Main::stack);
        List<String> keys = graph.ofType("aws:apigateway/apiKey:ApiKey").stream()
                .map(GraphResource::outputs)
                .map(outputs -> outputs.text("value"))
                .toList();
        assertThat(keys).isNotEmpty().allMatch(key -> key.length() >= 20);

        assertThat(run("graph", "--json").out()).contains("\"[secret]\"").doesNotContain(keys.toArray(String[]::new));
        assertThat(run("graph").out()).contains("ClientAPIKey").doesNotContain(keys.toArray(String[]::new));
    }

    @Test
    void shouldDrawTheGraphOfTheStackThatIsNamed() {
        Ran ran = run("graph", "--stack", "classic");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("lolscale-classic  pulumi:pulumi:Stack" + System.lineSeparator())
                .contains("aws:apigateway/restApi:RestApi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "workflow"})
    void shouldSayThatThereIsNoLocalPlatformYet(String command) {
        String[] arguments = command.equals("query")
                ? new String[] {"query", "--dir", folder.toString(), "SELECT 1"}
                : new String[] {"workflow", "--dir", folder.toString()};

        Ran ran = run(arguments);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo("lolscale: there is no local platform in " + folder
                        + "; ./lolscale demo or ./lolscale up makes one, or name another folder with --dir"
                        + System.lineSeparator());
    }

    @Test
    void shouldRefuseAFolderOfAnotherStackOrVersion() throws IOException {
        Files.writeString(folder.resolve("lolscale.folder"), "1 prod\n");
        assertThat(run("query", "--dir", folder.toString(), "SELECT 1").err())
                .isEqualTo("lolscale: the folder " + folder
                        + " belongs to the stack prod, not dev; name another with --dir" + System.lineSeparator());

        Files.writeString(folder.resolve("lolscale.folder"), "99 dev\n");
        assertThat(run("query", "--dir", folder.toString(), "SELECT 1").err())
                .startsWith("lolscale: the folder " + folder + " was made by another version of lolscale (format 99,")
                .hasLineCount(1);
    }

    @Test
    void shouldSayWhatItWasDoingWhenAFileOfTheLakeCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("lolscale.folder"), "1 dev\n");
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(folder.resolve("catalog/analytics.raw.json"), "{");

        Ran ran = run("query", "--dir", folder.toString(), "SHOW TABLES");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("lolscale: the catalog in " + folder.resolve("catalog") + " cannot be read: ")
                .hasLineCount(1);
    }

    @Test
    void shouldSayWhatIsWrongWithAPathThatIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("precious.txt"), "mine");

        Ran ran = run("demo", "--events", "1", "--dir", file.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .endsWith("lolscale: " + file + ": there is a file of that name, where a folder is needed\n");
        assertThat(file).hasContent("mine");
    }

    @Test
    void shouldNeverTouchAFolderThatIsNotItsOwn() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        Ran ran = run("demo", "--dir", folder.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(lastLine(ran.err()))
                .isEqualTo("lolscale: the folder " + folder
                        + " holds files that lolscale did not make; name an empty or new one with --dir");
        assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void shouldShowWhereAnErrorCameFromOnlyWhenAsked() {
        String[] arguments = {"query", "--dir", folder.toString(), "SELECT 1"};

        assertThat(run(arguments).err()).doesNotContain("\tat ", "Exception");
        assertThat(run(Stream.concat(Stream.of(arguments), Stream.of("--verbose"))
                                .toArray(String[]::new))
                        .err())
                .contains("java.io.IOException: there is no local platform", "\tat dev.lolscale.local")
                .contains(System.lineSeparator() + "lolscale: there is no local platform");
    }

    @Test
    void shouldSayThatNobodyListensWhereItSends() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port + "/track";

        Ran ran = run("send", "--url", url, "--key", "k", "--events", "10");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(lastLine(ran.err()))
                .isEqualTo(
                        "lolscale: nothing answers at " + url + "; is ./lolscale up running, and is that its address?");
    }

    @Test
    void shouldNotShowAKeyThatCannotBeSent() {
        Ran ran = run("send", "--url", "http://127.0.0.1:1/track", "--key", "a-secret key");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(lastLine(ran.err())).startsWith("lolscale: the API key holds a space");
        assertThat(ran.err()).doesNotContain("a-secret");
    }

    /** A line of the stack's file that is not what the project declares. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    lolscale:workers: many        | lolscale:workers
                    lolscale:workers: 1           | workers
                    lolscale:frontDoor: carrier   | frontDoor
                    lolscale:deleteData: maybe    | lolscale:deleteData
                    """)
    void shouldNameTheSettingThatIsWrong(String line, String setting) throws IOException {
        project("config:\n  aws:region: us-east-1\n  " + line + "\n");

        Ran ran = run("graph", "--stack", "mine");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("lolscale: ").contains(setting).hasLineCount(1);
    }

    @Test
    void shouldNameTheRegionThatIsMissing() throws IOException {
        project("config:\n  lolscale:workers: 2\n");

        Ran ran = run("graph", "--stack", "mine");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo("lolscale: Pulumi.mine.yaml: aws:region is not set; add it under config, for example"
                        + " aws:region: us-east-1" + System.lineSeparator());
    }

    @Test
    void shouldSayWhichFileIsNoYaml() throws IOException {
        project("config: [unclosed\n");

        Ran ran = run("graph", "--stack", "mine");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("lolscale: Pulumi.mine.yaml is not YAML: ")
                .hasLineCount(1);
    }

    @Test
    void shouldLetNoLibrarySpeakBesideIt() throws Exception {
        project("config:\n  aws:region: us-east-1\n  lolscale:workers: 1\n");

        Process process = LolscaleProcess.of(Path.of(System.getProperty("lolscale.root")), "graph", "--stack", "mine")
                .redirectError(folder.resolve("err.txt").toFile())
                .start();

        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(folder.resolve("err.txt"))
                .hasContent(
                        "lolscale: stack mine: lolscale:workers: \"1\" is not allowed; allowed: whole numbers from 2"
                                + " to 299");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is Linux's own")
    void shouldSayWhenItsResultsCannotBeWritten() throws Exception {
        Process process = LolscaleProcess.of(Path.of(System.getProperty("lolscale.root")), "graph", "--json")
                .redirectOutput(Path.of("/dev/full").toFile())
                .start();

        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                .isEqualTo("lolscale: standard output cannot be written: No space left on device\n");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void shouldNotComplainWhenItsReaderHasSeenEnough() throws Exception {
        Process process = LolscaleProcess.of(Path.of(System.getProperty("lolscale.root")), "graph", "--json")
                .start();
        process.getInputStream().close();

        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void shouldPutTheErrorOnALineOfItsOwnOnATerminal() {
        System.setProperty("lolscale.terminal", "2");

        Ran ran = run("demo", "--stack", "production");

        // What stands on the screen's last line is what follows the last carriage return.
        assertThat(ran.err().substring(ran.err().lastIndexOf('\r')))
                .startsWith("\r\u001b[Klolscale: there is no stack \"production\"");
    }

    /** Makes a project of the repository's settings, with one stack {@code mine}. */
    private void project(String stackFile) throws IOException {
        Files.copy(ROOT.resolve("Pulumi.yaml"), folder.resolve("Pulumi.yaml"));
        Files.writeString(folder.resolve("Pulumi.mine.yaml"), stackFile);
        System.setProperty("lolscale.root", folder.toString());
    }
}
