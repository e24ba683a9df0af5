package dev.lolscale.graph.check;

import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Node.js, in which policy packs run.
 *
 * @param node the program, a name to look up in PATH or a path
 * @param npm npm's program, likewise
 */
record Node(String node, String npm) {

    /** What Pulumi's SDK for Node, in the version that our pack pins, asks for. */
    private static final int OLDEST = 20;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\d+\\.\\d+");
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** The one in PATH. */
    static Node ofPath() {
        return new Node("node", "npm");
    }

    /**
     * Looks whether it is there and new enough.
     *
     * @throws GraphException when not
     */
    void check(Path folder) {
        String advice = "install Node.js " + OLDEST + " or newer, with npm, and put it in PATH";
        ExternalCommand.Ended ended;
        try {
            ended = ExternalCommand.run(folder, BOUND, List.of(node, "--version"));
        } catch (IOException e) {
            throw new GraphException("policy packs run on Node.js, and there is none: " + advice, e);
        }
        Matcher version = VERSION.matcher(ended.output());
        if (!version.find()) {
            throw new GraphException(node + " does not tell its version: " + advice);
        }
        if (Integer.parseInt(version.group(1)) < OLDEST) {
            throw new GraphException("Node.js " + version.group() + " is too old for policy packs: " + advice);
        }
    }
}
