package dev.lolscale.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.local.console.ConsolePages;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real Chromium, by {@code console/test/browser.test.mjs}: with {@code -Pbrowser} only. */
@Tag("browser")
class ConsoleBrowserTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir
    Path directory;

    @Test
    void shouldWorkInABrowser() throws Exception {
        Optional<String> browser = browser();
        if (browser.isEmpty()) {
            String advice =
                    "not run: -Pbrowser: no Chromium in PATH; install one (Debian: apt-get install chromium), or set"
                            + " CHROMIUM to one";
            System.out.println(advice);
            abort(advice);
        }
        ConsolePages.prepare(ROOT, System.out::println);
        ProcessBuilder tests = new ProcessBuilder("node", "--test", "test/browser.test.mjs")
                .directory(ROOT.resolve("console").toFile())
                .redirectErrorStream(true);
        tests.environment()
                .put(
                        "LOLSCALE",
                        new ObjectMapper()
                                .writeValueAsString(LolscaleProcess.of(ROOT).command()));
        tests.environment().put("LOLSCALE_DIR", directory.resolve("lake").toString());
        tests.environment().put("CHROMIUM", browser.get());
        tests.environment().put("LC_ALL", "C.UTF-8");

        Process running = tests.start();
        running.inputReader(UTF_8).lines().forEach(System.out::println);

        assertThat(running.waitFor()).isZero();
    }

    private static Optional<String> browser() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(named);
        }
        return BROWSERS.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
