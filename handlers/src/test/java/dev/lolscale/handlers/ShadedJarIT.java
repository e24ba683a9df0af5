package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The same as {@link FunctionsTest}, from the jar that is deployed: minimizing it must have taken nothing in use. */
class ShadedJarIT extends FunctionsTest {

    private static final Path JAR = Path.of("target", "lolscale-handlers.jar").toAbsolutePath();

    @Override
    String classPath() {
        // The test classes hold FunctionMain; no library is among them.
        return JAR + File.pathSeparator + Path.of("target", "test-classes").toAbsolutePath();
    }

    @Test
    void shouldHoldNoSignatureAndNoModuleOfAnother() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();

            assertThat(names)
                    .contains("dev/lolscale/handlers/TrackHandler.class", "META-INF/LICENSE", "META-INF/NOTICE");
            assertThat(names)
                    .noneMatch(
                            name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)") || name.endsWith("module-info.class"));
            assertThat(names).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldStaySmall() {
        // Lambda unpacks and reads it at every cold start; 12 MB is what two SDK clients and one HTTP client take.
        assertThat(JAR.toFile().length()).isLessThan(12_000_000L);
    }
}
