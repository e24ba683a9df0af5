package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every command in the docs can be typed as it stands: {@code lolscale} takes it, {@code mvnw} finds its modules, profiles
 * and tests. What only runs with an account is on a page that says so.
 */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A block that names no language is one for a shell, or what a command prints. */
    private static final Pattern BLOCK = Pattern.compile("(?m)^ *```\\n([\\s\\S]*?)^ *```");

    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern OURS = Pattern.compile("\\./(lolscale|mvnw)( .*)?");
    private static final Pattern OF_AN_ACCOUNT =
            Pattern.compile("(ID=\\$\\()?(aws [a-z0-9]+ |pulumi (login|stack|import|up -|preview -)).*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern NEEDS_AN_ACCOUNT = Pattern.compile("needs? an (AWS )?account");
    private static final Set<String> GOALS = Set.of("verify", "test", "package", "install", "clean", "spotless:apply");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.getParent().endsWith("graphs"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> commandsOfOurs() throws IOException {
        Set<String> commands = new TreeSet<>();
        for (Path page : pages()) {
            commands(page).stream()
                    .filter(OURS.asMatchPredicate())
                    .filter(command -> command.contains(" "))
                    .forEach(commands::add);
        }
        return commands.stream();
    }

    @ParameterizedTest
    @MethodSource("commandsOfOurs")
    void shouldBeTakenAsItStands(String command) {
        List<String> words = words(command);
        List<String> arguments = words.subList(1, words.size());
        if (words.get(0).equals("./mvnw")) {
            assertThat(unknownToMaven(arguments)).as(command).isEmpty();
        } else if (arguments.size() == 1) {
            // In a sentence, a command is named without what it needs.
            assertThat(lolscale().getSubcommands()).containsKey(arguments.get(0));
        } else {
            assertThatCode(() -> lolscale().parseArgs(arguments.toArray(String[]::new)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void shouldFindTheCommands() throws IOException {
        assertThat(commandsOfOurs())
                .hasSizeGreaterThan(25)
                .contains(
                        "./lolscale demo",
                        "./mvnw verify",
                        "./lolscale demo --stack trial",
                        "./lolscale cost --stack prod --sweep batch=1,10,25,100",
                        "./mvnw -Pfaults -pl schema,glue verify");
    }

    @Test
    void shouldSayOnEachPageWhatNeedsAnAccount() throws IOException {
        List<String> pages = new ArrayList<>();
        for (Path page : pages()) {
            if (commands(page).stream().anyMatch(OF_AN_ACCOUNT.asMatchPredicate())) {
                pages.add(ROOT.relativize(page).toString());
                assertThat(Files.readString(page)).as(page.toString()).containsPattern(NEEDS_AN_ACCOUNT);
            }
        }
        assertThat(pages).contains("README.md", "docs/job.md", "docs/operations.md");
    }

    private static List<String> commands(Path page) {
        try {
            String text = Files.readString(page);
            Stream<String> lines = BLOCK.matcher(text)
                    .results()
                    .flatMap(block -> block.group(1).lines())
                    .map(String::strip);
            Stream<String> inline = INLINE.matcher(text).results().map(each -> each.group(1));
            return Stream.concat(lines, inline)
                    .map(line -> line.replaceFirst("^\\$ ", "")
                            .replaceFirst("\\s+# .*$", "")
                            .strip())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(page.toString(), e);
        }
    }

    /** As a shell would split them; a placeholder in capitals may stand for a number, and a command for an address. */
    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(DocumentedCommandsTest::word)
                .map(word -> word.matches("[A-Z]+") ? "1" : word)
                .map(word -> word.startsWith("$(") ? "http://127.0.0.1" : word)
                .toList();
    }

    private static String word(MatchResult word) {
        return word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
    }

    private static List<String> unknownToMaven(List<String> arguments) {
        List<String> unknown = new ArrayList<>();
        List<String> modules = List.of();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-pl")) {
                modules = List.of(arguments.get(++i).split(",", -1));
                modules.stream()
                        .filter(module -> !Files.exists(ROOT.resolve(module).resolve("pom.xml")))
                        .forEach(unknown::add);
            } else if (argument.startsWith("-P")) {
                if (!isProfile(argument.substring(2))) {
                    unknown.add(argument);
                }
            } else if (argument.startsWith("-Dtest=")) {
                if (!isTest(argument.substring("-Dtest=".length()), modules)) {
                    unknown.add(argument);
                }
            } else if (!GOALS.contains(argument) && !argument.matches("-B|-ntp|-am|-q|-DskipTests|-D[a-zA-Z.]+=.*")) {
                unknown.add(argument);
            }
        }
        return unknown;
    }

    private static boolean isProfile(String profile) {
        return find(ROOT, "pom.xml", 2).anyMatch(pom -> {
            try {
                return Files.readString(pom).contains("<id>" + profile + "</id>");
            } catch (IOException e) {
                throw new UncheckedIOException(pom.toString(), e);
            }
        });
    }

    private static boolean isTest(String name, List<String> modules) {
        return modules.stream()
                .anyMatch(module -> find(ROOT.resolve(module).resolve("src/test/java"), name + ".java", 12)
                        .findAny()
                        .isPresent());
    }

    private static Stream<Path> find(Path directory, String name, int depth) {
        try (Stream<Path> found = Files.find(directory, depth, (path, attributes) -> path.endsWith(name))) {
            return found.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(directory.toString(), e);
        }
    }

    private static CommandLine lolscale() {
        return Lolscale.line(Terminal.ofSystem(System.out, System.err));
    }
}
