package dev.lolscale.platform.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleBuildTest {

    private static final String JAR = "handlers/target/functions.jar";

    @TempDir
    Path root;

    private StaleBuild build;

    @BeforeEach
    void layProject() throws IOException {
        build = new StaleBuild(root);
        write("handlers/src/main/java/Track.java", 100);
        write("schema/src/main/resources/events.json", 100);
        write(JAR, 200);
    }

    @Test
    void shouldTakeWhatWasBuiltAfterItsSources() throws IOException {
        write("handlers/src/test/java/TrackTest.java", 300);
        write("glue/src/main/java/Job.java", 300);

        assertThatCode(() -> build.refuse(JAR, "schema")).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseJarOlderThanItsSource() throws IOException {
        write("handlers/src/main/java/Track.java", 201);

        assertThatThrownBy(() -> build.refuse(JAR, "schema"))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "handlers/target/functions.jar is older than handlers/src/main/java/Track.java; build it with:"
                                + " ./mvnw -DskipTests package");
    }

    @Test
    void shouldRefuseJarOlderThanTheSourceOfALibraryInIt() throws IOException {
        write("schema/src/main/resources/events.json", 201);

        assertThatThrownBy(() -> build.refuse(JAR, "schema"))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "handlers/target/functions.jar is older than schema/src/main/resources/events.json; build it"
                                + " with: ./mvnw -DskipTests package");
    }

    @Test
    void shouldRefuseJarThatIsMissing() {
        assertThatThrownBy(() -> build.refuse("glue/target/job.jar"))
                .isInstanceOf(RunException.class)
                .hasMessage("glue/target/job.jar is not there; build it with: ./mvnw -DskipTests package");
    }

    @Test
    void shouldTakeJarThatAnotherBuildMade() throws IOException {
        write("dist/functions.jar", 50);

        assertThatCode(() -> build.refuse("dist/functions.jar", "schema")).doesNotThrowAnyException();
    }

    private void write(String file, long seconds) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        Files.setLastModifiedTime(path, FileTime.fromMillis(seconds * 1000));
    }
}
