package dev.lolscale.local.command;

import dev.lolscale.graph.GraphException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code lolscale} command. */
@Command(
        name = "lolscale",
        mixinStandardHelpOptions = true,
        versionProvider = Lolscale.Version.class,
        description = {
            "A serverless analytics platform, described once by a Pulumi program, and run here on one machine.",
            ""
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            WorkflowCommand.class,
            SendCommand.class,
            QueryCommand.class,
            ReportCommand.class,
            GraphCommand.class,
            CheckCommand.class,
            CostCommand.class,
            LimitsCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Begin with:  ./lolscale demo",
            "Then ask:    ./lolscale query \"SELECT event, count(*) FROM analytics_data GROUP BY event\"",
            "",
            "Every command knows --help. Exit codes: 0 done, 1 ran and found fault, 2 wrong usage or environment."
        })
public final class Lolscale implements Runnable {

    @Spec
    private CommandSpec spec;

    private Lolscale() {}

    /** Runs a command and exits with its code, or with 2 when its results could not be written. */
    public static void main(String[] arguments) {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(new BufferedOutputStream(output), true, StandardCharsets.UTF_8);
        int exitCode = run(out, System.err, arguments);
        out.flush();
        if (output.problem().isPresent()) {
            System.err.println("lolscale: standard output cannot be written: "
                    + output.problem().get());
            exitCode = CommandFailure.ENVIRONMENT;
        }
        System.exit(exitCode);
    }

    /**
     * Runs a command.
     *
     * @param out where results go
     * @param err where progress and errors go
     * @return 0 done, 1 ran and found fault, 2 wrong usage or environment
     */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        Terminal terminal = Terminal.ofSystem(out, err);
        CommandLine line = line(terminal);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setUsageHelpWidth(Math.max(terminal.width(), 60));
        line.setUsageHelpAutoWidth(false);
        line.setParameterExceptionHandler((exception, given) -> {
            err.println("lolscale: " + oneLine(exception.getMessage()) + "; see ./"
                    + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return CommandFailure.ENVIRONMENT;
        });
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            CommandSettings settings = command.getCommandSpec().mixins().containsKey("settings")
                    ? (CommandSettings)
                            command.getCommandSpec().mixins().get("settings").userObject()
                    : null;
            if (settings != null && settings.verbose()) {
                exception.printStackTrace(err);
            }
            // On a terminal a step may stand half-drawn on the line.
            err.println((terminal.errIsTerminal() ? "\r\u001b[K" : "") + "lolscale: " + oneLine(message(exception)));
            return exception instanceof CommandFailure failure ? failure.exitCode() : CommandFailure.ENVIRONMENT;
        });
        return line.execute(arguments);
    }

    /** The command with all that it takes; nothing runs yet. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new Lolscale(), new Commands(terminal));
    }

    /** Without a command, it explains itself. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The build's version and the Java that runs it. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"lolscale 0.1.0-SNAPSHOT on Java " + Runtime.version()};
        }
    }

    private static String message(Exception exception) {
        if (exception instanceof UncheckedIOException unchecked) {
            return message(unchecked);
        }
        if (exception instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        boolean meantForTheReader = exception instanceof CommandFailure
                || exception instanceof GraphException
                || exception instanceof IOException
                || exception instanceof IllegalArgumentException;
        if (meantForTheReader && exception.getMessage() != null) {
            return exception.getMessage();
        }
        return "unexpected " + exception + "; --verbose shows where";
    }

    /** What was being done, where the exception says so, and why it could not be. */
    private static String message(UncheckedIOException exception) {
        IOException cause = exception.getCause();
        String doing = exception.getMessage();
        if (doing.equals(cause.toString())) {
            return message(cause);
        }
        return cause.getMessage() != null && doing.contains(cause.getMessage()) ? doing : doing + ": " + message(cause);
    }

    /** Java's own message is the path alone when the class says the rest. */
    private static String reason(FileSystemException file) {
        if (file.getReason() != null) {
            return file.getReason();
        }
        if (file instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (file instanceof FileAlreadyExistsException) {
            return "there is a file of that name, where a folder is needed";
        }
        if (file instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        return file.getClass().getSimpleName();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
