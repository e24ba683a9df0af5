package dev.lolscale.local.command;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command prints. Results go to standard output; progress, notes and errors to standard error. Colours and
 * moving bars are used only on a terminal, and never when NO_COLOR is set.
 *
 * @param out standard output
 * @param err standard error
 * @param outIsTerminal whether a person reads {@code out} on a screen
 * @param errIsTerminal whether a person reads {@code err} on a screen
 * @param width columns of the screen
 * @param colours whether colours are wanted
 */
record Terminal(
        PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, int width, boolean colours) {

    private static final int STANDARD_WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 120;

    /** The terminal that the launcher found; {@code lolscale.terminal} holds 1, 2 or both, the streams on a screen. */
    static Terminal ofSystem(PrintStream out, PrintStream err) {
        String streams = System.getProperty("lolscale.terminal", "");
        Map<String, String> environment = System.getenv();
        int width = STANDARD_WIDTH;
        String columns = System.getProperty("lolscale.columns", environment.getOrDefault("COLUMNS", ""));
        if (columns.matches("\\d{1,4}")) {
            width = Math.max(NARROWEST, Math.min(Integer.parseInt(columns), WIDEST));
        }
        boolean noColours =
                !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Terminal(out, err, streams.contains("1"), streams.contains("2"), width, !noColours);
    }

    String bold(String text) {
        return style("1", text);
    }

    String dim(String text) {
        return style("2", text);
    }

    String green(String text) {
        return style("32", text);
    }

    String red(String text) {
        return style("31", text);
    }

    String yellow(String text) {
        return style("33", text);
    }

    private String style(String code, String text) {
        return outIsTerminal && colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
