package dev.lolscale.graph.node;

import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The packages of a folder with a {@code package.json}, installed by npm. */
public final class NpmPackages {

    private static final Duration BOUND = Duration.ofMinutes(8);

    private final Path folder;
    private final String owner;

    /**
     * The packages of a folder.
     *
     * @param owner whose they are, for messages, for example {@code the policy pack}
     */
    public NpmPackages(Path folder, String owner) {
        this.folder = folder;
        this.owner = owner;
    }

    /**
     * Whether they are there, in the versions that the lock file names.
     *
     * @param entry a file below the folder that one of them brings
     */
    public boolean areInstalled(String entry) throws IOException {
        if (!Files.exists(folder.resolve(entry))) {
            return false;
        }
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules/.package-lock.json");
        // Other package managers keep no such file: what they have installed is left alone.
        return !Files.exists(lock)
                || !Files.exists(installed)
                || Files.getLastModifiedTime(lock).compareTo(Files.getLastModifiedTime(installed)) <= 0;
    }

    /**
     * Installs them; no script of theirs is run.
     *
     * @throws GraphException in one line when npm cannot
     */
    public void install(Node node) throws IOException {
        boolean locked = Files.exists(folder.resolve("package-lock.json"));
        List<String> command = new ArrayList<>(List.of(node.npm()));
        // Without a lock file nothing says which versions are right, and no file of the folder's owner is written.
        command.addAll(locked ? List.of("ci") : List.of("install", "--no-package-lock"));
        command.addAll(List.of("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"));
        ExternalCommand.Ended ended;
        try {
            ended = ExternalCommand.run(folder, BOUND, command);
        } catch (IOException e) {
            throw new GraphException("npm cannot be started to install " + folder + ": install npm beside Node.js", e);
        }
        if (ended.exitCode() != 0) {
            throw new GraphException("npm could not install the packages of " + owner + " in " + folder + ": "
                    + firstLine(ended.output().replaceAll("(?m)^npm error code .*$", ""), "npm error"));
        }
    }

    /** The first line with one of the words, without it, or else the first line. */
    public static String firstLine(String output, String... words) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        for (String word : words) {
            for (String line : lines) {
                if (line.contains(word) && line.length() > word.length()) {
                    return line;
                }
            }
        }
        return lines.isEmpty() ? "it printed nothing" : lines.get(0);
    }
}
