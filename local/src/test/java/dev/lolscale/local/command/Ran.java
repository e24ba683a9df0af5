package dev.lolscale.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What a command has printed and answered. */
record Ran(int exitCode, String out, String err) {

    /** Runs a command of lolscale in this process. */
    static Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Lolscale.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
        return new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    static String lastLine(String text) {
        return text.lines().reduce("", (before, line) -> line);
    }
}
