package dev.lolscale.graph.node;

import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Node.js, in which policy packs run and the console's page is bundled.
 *
 * @param node the program, a name to look up in PATH or a path
 * @param npm npm's program, likewise
 */
public record Node(String node, String npm) {

    /** What Pulumi's SDK for Node, in the version that our pack pins, asks for. */
    private static final int OLDEST = 20;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\d+\\.\\d+");
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** The one in PATH. */
    public static Node ofPath() {
        return new Node("node", "npm");
    }

    /**
     * Looks whether it is there and new enough.
     *
     * @param folder a folder to ask it in
     * @param purpose who needs it, in the plural, for example {@code policy packs}
     * @throws GraphException when not
     */
    public void check(Path folder, String purpose) {
        String advice = "install Node.js " + OLDEST + " or newer, with npm, and put it in PATH";
        ExternalCommand.Ended ended;
        try {
            ended = ExternalCommand.run(folder, BOUND, List.of(node, "--version"));
        } catch (IOException e) {
            throw new GraphException(purpose + " run on Node.js, and there is none: " + advice, e);
        }
        Matcher version = VERSION.matcher(ended.output());
        if (!version.find()) {
            throw new GraphException(node + " does not tell its version: " + advice);
        }
        if (Integer.parseInt(version.group(1)) < OLDEST) {
            throw new GraphException("Node.js " + version.group() + " is too old for " + purpose + ": " + advice);
        }
    }
}
