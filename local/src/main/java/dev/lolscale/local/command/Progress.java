package dev.lolscale.local.command;

import java.util.Locale;

/** Says what a command is doing: a bar that moves on a terminal, a plain line at the start and end of a step otherwise. */
final class Progress {

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final Terminal terminal;
    private String step = "";
    private long stepStarted;
    private long lastDrawn;

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Begins a step, for example {@code sending events}. */
    synchronized void begin(String name) {
        step = name;
        stepStarted = System.nanoTime();
        if (terminal.errIsTerminal()) {
            draw(name + " ...");
        } else {
            terminal.err().println("  " + name + " ...");
        }
    }

    /** Moves the bar; drawn on terminals only, a few times a second. */
    synchronized void advance(long done, long of) {
        long now = System.nanoTime();
        if (!terminal.errIsTerminal() || of <= 0 || (now - lastDrawn < REDRAW_NANOS && done < of)) {
            return;
        }
        lastDrawn = now;
        int filled = (int) Math.min(BAR_WIDTH, BAR_WIDTH * done / of);
        draw(step + "  " + "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled) + "  "
                + String.format(Locale.ROOT, "%,d of %,d", done, of));
    }

    /** Ends the step with what came of it. */
    synchronized void end(String result) {
        String line =
                String.format(Locale.ROOT, "%s  %s (%.1f s)", step, result, (System.nanoTime() - stepStarted) / 1e9);
        if (terminal.errIsTerminal()) {
            draw(line);
            terminal.err().println();
        } else {
            terminal.err().println("  " + line);
        }
    }

    /** Prints a note on a line of its own. */
    synchronized void note(String text) {
        if (terminal.errIsTerminal()) {
            terminal.err().print("\r\u001b[K");
        }
        terminal.err().println("  " + text);
    }

    private void draw(String text) {
        int width = terminal.width() - 3;
        terminal.err().print("\r\u001b[K  " + (text.length() > width ? text.substring(0, width) : text));
        terminal.err().flush();
    }
}
