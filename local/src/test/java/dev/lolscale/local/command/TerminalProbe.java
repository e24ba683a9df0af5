package dev.lolscale.local.command;

/** Prints the terminal that this process's environment makes: width, whether there are colours, a word in bold. */
final class TerminalProbe {

    private TerminalProbe() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofSystem(System.out, System.err);
        System.out.println(terminal.width() + " " + terminal.colours() + " " + terminal.bold("word"));
    }
}
