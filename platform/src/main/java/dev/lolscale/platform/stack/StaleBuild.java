package dev.lolscale.platform.stack;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Stream;

/** Notices what was built before its sources were changed: Pulumi takes the jars as they are, and does not build. */
final class StaleBuild {

    private static final String CURE = "build it with: ./mvnw -DskipTests package";

    private final Path root;

    /**
     * The builds of a project.
     *
     * @param root the project's folder, which holds a folder for each module
     */
    StaleBuild(Path root) {
        this.root = root;
    }

    /**
     * Refuses a jar that is missing, or older than a file of the sources that it is made of. A jar that is not in the
     * {@code target} folder of a module is somebody else's build, and only has to be there.
     *
     * @param jar relative to the root
     * @param libraries the modules besides the jar's own that go into it
     * @throws RunException when it is refused: one line with jar, source and what to do
     */
    void refuse(String jar, String... libraries) {
        Path file = root.resolve(jar);
        if (!Files.isRegularFile(file)) {
            throw new RunException(jar + " is not there; " + CURE);
        }
        Path target = Path.of(jar).getParent();
        if (target == null || !target.endsWith("target") || target.getParent() == null) {
            return;
        }
        refuse(jar, modified(file), target.getParent().toString());
        for (String library : libraries) {
            refuse(jar, modified(file), library);
        }
    }

    private void refuse(String jar, FileTime built, String module) {
        Path sources = root.resolve(module).resolve("src/main");
        if (!Files.isDirectory(sources)) {
            return;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            Optional<Path> newer = files.filter(Files::isRegularFile)
                    .filter(source -> modified(source).compareTo(built) > 0)
                    .sorted()
                    .findFirst();
            if (newer.isPresent()) {
                throw new RunException(jar + " is older than " + root.relativize(newer.get()) + "; " + CURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(sources + " cannot be listed", e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be looked at", e);
        }
    }
}
