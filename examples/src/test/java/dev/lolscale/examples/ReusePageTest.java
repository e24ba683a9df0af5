package dev.lolscale.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in docs/reuse.md is that of the examples, which compile and run. */
class ReusePageTest {

    private static final Path PAGE = Path.of("../docs/reuse.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/lolscale/examples");

    @ParameterizedTest
    @ValueSource(strings = {"LakeOnExistingBucket", "TwoTeamsOneLake", "PipelineAlone", "Tagged"})
    void shouldShowTheDeclarationsOfTheExample(String example) throws IOException {
        String source = Files.readString(SOURCES.resolve(example + ".java"));
        String body = source.substring(source.indexOf(example.equals("Tagged") ? "    static " : "    /** Declares"));
        String declarations =
                body.substring(0, body.lastIndexOf("}\n")).stripTrailing().stripIndent();

        assertThat(Files.readString(PAGE)).contains("```java\n" + declarations + "\n```");
    }

    @Test
    void shouldShowNoOtherJava() throws IOException {
        Matcher blocks = Pattern.compile("```java\n").matcher(Files.readString(PAGE));

        assertThat(blocks.results().count()).isEqualTo(4);
    }
}
