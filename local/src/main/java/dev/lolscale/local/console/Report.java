package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.cost.Workload;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.LocalFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** What the console shows of a folder, as one HTML file that needs nothing else: to keep, to send, to look at later. */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    /**
     * The file.
     *
     * @param root the project's folder
     * @param folder the folder of the local platform, also while it is up
     * @param pages where the page's script and style are from
     */
    public static String html(
            Path root, StackConfiguration configuration, StackGraph graph, LocalFolder folder, ConsolePages pages)
            throws IOException {
        Lake lake = new Lake(graph, folder);
        ObjectNode data = JSON.createObjectNode();
        data.put(
                "made",
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        data.set("stack", StackJson.of(graph, lake, configuration.values().get("aws:region")));
        data.set("snapshot", JSON.valueToTree(new Snapshots(graph, folder, () -> null).take()));
        data.set("saved", new Answers(lake).saved());
        data.set("bill", StackJson.bill(graph, Workload.STANDARD));
        data.set("policies", new PolicyResult(root, graph, configuration).judge());
        return page(graph.stack(), data.toString(), pages.text("report.js"), pages.text("report.css"));
    }

    /** Events may hold anything, so the data may hold no less-than sign, with which alone a script could end. */
    private static String page(String stack, String data, String script, String style) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '%s'; style-src '%s'">
                <title>Lolscale, %s</title>
                <style>%s</style>
                </head>
                <body>
                <div id="app"></div>
                <script type="application/json" id="data">%s</script>
                <script>%s</script>
                </body>
                </html>
                """.formatted(hash(script), hash(style), stack, style, data.replace("<", "\\u003c"), script);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
