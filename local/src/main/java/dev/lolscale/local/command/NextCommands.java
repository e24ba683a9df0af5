package dev.lolscale.local.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What to try after a demo: commands to copy, as lists of words. */
final class NextCommands {

    private static final String USUAL_STACK = "dev";
    private static final String CLASSIC_STACK = "classic";

    private NextCommands() {}

    /**
     * A question to the lake, the platform left running, and the demo of another design.
     *
     * @param stack the stack that was shown
     * @param folder the folder that was named; null for the stack's own
     * @param table the event table
     */
    static List<List<String>> of(String stack, Path folder, String table) {
        List<String> query = command("query", stack, folder);
        String sql = "SELECT event, count(DISTINCT userid) AS users FROM " + table + " GROUP BY event ORDER BY event";
        query.addAll(List.of(("\"" + sql + "\"").split(" ", -1)));
        String other = stack.equals(CLASSIC_STACK) ? USUAL_STACK : CLASSIC_STACK;
        return List.of(query, command("up", stack, folder), command("demo", other, null));
    }

    private static List<String> command(String name, String stack, Path folder) {
        List<String> words = new ArrayList<>(List.of("./lolscale", name));
        if (!stack.equals(USUAL_STACK)) {
            words.add("--stack " + stack);
        }
        if (folder != null) {
            words.add("--dir " + quoted(folder.toString()));
        }
        return words;
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./-]+") ? path : "\"" + path.replaceAll("([\\\\\"$`])", "\\\\$1") + "\"";
    }
}
