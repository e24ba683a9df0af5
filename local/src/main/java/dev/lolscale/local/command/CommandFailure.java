package dev.lolscale.local.command;

/** Ends a command with a line for the reader and an exit code. */
final class CommandFailure extends RuntimeException {

    /** The command ran and found fault: lost events, SQL refused. */
    static final int FAULT = 1;

    /** Wrong usage or environment: a bad flag, an unknown stack, a port in use. */
    static final int ENVIRONMENT = 2;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static CommandFailure fault(String message, Throwable cause) {
        return new CommandFailure(FAULT, message, cause);
    }

    static CommandFailure environment(String message, Throwable cause) {
        return new CommandFailure(ENVIRONMENT, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
