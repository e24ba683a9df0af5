package dev.lolscale.local.console;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.LocalPlatform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The console of a platform that is up: one page on loopback, without account, that loads nothing from elsewhere. It reads
 * the lake as {@code ./lolscale query} does, sends events through the front door, and can run the workflow; it never gives
 * the API key away.
 */
public final class Console implements AutoCloseable {

    private final ConsoleServer server;
    private final Actions actions;

    private Console(ConsoleServer server, Actions actions) {
        this.server = server;
        this.actions = actions;
    }

    /**
     * Opens it.
     *
     * @param root the project's folder
     * @param port on loopback; 0 takes a free one
     * @throws IOException in one line when the port is in use
     */
    public static Console open(
            Path root,
            StackConfiguration configuration,
            StackGraph graph,
            LocalPlatform platform,
            ConsolePages pages,
            int port)
            throws IOException {
        Lake lake = new Lake(graph, platform.folder());
        DoorCounts door = new DoorCounts();
        Actions actions = new Actions(graph, platform, door);
        Snapshots snapshots = new Snapshots(graph, platform.folder(), actions::live);
        ConsoleApi api = new ConsoleApi(
                graph,
                StackJson.of(graph, lake, configuration.values().get("aws:region")),
                snapshots,
                new Answers(lake),
                new PolicyResult(root, graph, configuration),
                actions);
        try {
            Console console = new Console(ConsoleServer.start(port, pages, new LiveStream(snapshots), api), actions);
            platform.listen(door);
            return console;
        } catch (IOException | RuntimeException e) {
            actions.close();
            throw e;
        }
    }

    /** Where a browser finds it, for example {@code http://127.0.0.1:8081/}. */
    public URI url() {
        return server.url();
    }

    /** Answers no more. */
    @Override
    public void close() {
        server.close();
        actions.close();
    }
}
