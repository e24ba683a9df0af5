package dev.lolscale.local.console;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.node.ExternalCommand;
import dev.lolscale.graph.node.Node;
import dev.lolscale.graph.node.NpmPackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files of the page, bundled from the project's folder {@code console} when they are missing or older than it. */
public final class ConsolePages {

    private static final String BUNDLER = "node_modules/esbuild/package.json";
    private static final List<String> SOURCES =
            List.of("build.mjs", "package.json", "package-lock.json", "index.html", "src");
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Path folder;

    private ConsolePages(Path folder) {
        this.folder = folder;
    }

    /**
     * The bundled files; the first time, npm fetches what they are made of.
     *
     * @param root the project's folder
     * @param progress told what takes long, for example {@code bundling ...}
     * @throws GraphException in one line when Node.js or npm is missing or too old, or the page cannot be bundled
     */
    public static ConsolePages prepare(Path root, Consumer<String> progress) throws IOException {
        Path console = root.resolve("console");
        if (!Files.isDirectory(console)) {
            throw new GraphException("the console's page is not there: " + console + " is no folder");
        }
        ConsolePages pages = new ConsolePages(console.resolve("dist"));
        if (pages.isStale(console)) {
            Node node = Node.ofPath();
            node.check(console, "the console's pages");
            NpmPackages packages = new NpmPackages(console, "the console");
            if (!packages.areInstalled(BUNDLER)) {
                progress.accept("installing the packages of the console with npm");
                packages.install(node);
            }
            progress.accept("bundling the console");
            ExternalCommand.Ended ended = ExternalCommand.run(console, BOUND, List.of(node.node(), "build.mjs"));
            if (ended.exitCode() != 0) {
                throw new GraphException("the console's page cannot be bundled in " + console + ": "
                        + NpmPackages.firstLine(ended.output(), "ERROR", "Error"));
            }
        }
        return pages;
    }

    private boolean isStale(Path console) throws IOException {
        Path last = folder.resolve("app.js");
        if (!Files.exists(last)) {
            return true;
        }
        FileTime made = Files.getLastModifiedTime(last);
        for (String source : SOURCES) {
            try (Stream<Path> files = Files.walk(console.resolve(source))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** A file of the bundle. */
    byte[] file(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    /** A file of the bundle that is text. */
    String text(String name) throws IOException {
        return new String(file(name), StandardCharsets.UTF_8);
    }
}
