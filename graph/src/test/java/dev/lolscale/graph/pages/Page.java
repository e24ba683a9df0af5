package dev.lolscale.graph.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of the documentation of which a part is made from recorded graphs: what stands between its two marks. The rest
 * is written by hand.
 */
final class Page {

    private static final String BEGIN = "<!-- made by the build: begin -->\n";
    private static final String END = "<!-- made by the build: end -->";

    private static final Path DOCUMENTED = Path.of("../docs");
    private static final Path WRITTEN = Path.of("target/docs");

    private Page() {}

    /** Writes the page as it should be to {@code graph/target/docs}, and fails when {@code docs} has another. */
    static void shouldHold(String name, String made) {
        try {
            String page = Files.readString(DOCUMENTED.resolve(name));
            int begin = page.indexOf(BEGIN);
            int end = page.indexOf(END);
            assertThat(begin).as(name + " has its two marks").isNotNegative().isLessThan(end);
            String expected = page.substring(0, begin + BEGIN.length()) + made + page.substring(end);
            Path written = WRITTEN.resolve(name);
            Files.createDirectories(written.getParent());
            Files.writeString(written, expected);
            assertThat(page)
                    .as("docs/%s is stale: cp -r graph/target/docs/. docs/", name)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
