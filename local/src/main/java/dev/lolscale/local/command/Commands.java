package dev.lolscale.local.command;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, each with the terminal it prints to. */
final class Commands implements IFactory {

    private static final Map<Class<?>, Function<Terminal, ?>> COMMANDS = Map.of(
            DemoCommand.class, DemoCommand::new,
            UpCommand.class, UpCommand::new,
            WorkflowCommand.class, WorkflowCommand::new,
            SendCommand.class, SendCommand::new,
            QueryCommand.class, QueryCommand::new,
            ReportCommand.class, ReportCommand::new,
            GraphCommand.class, GraphCommand::new,
            CheckCommand.class, CheckCommand::new,
            CostCommand.class, CostCommand::new,
            LimitsCommand.class, LimitsCommand::new);

    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Function<Terminal, ?> command = COMMANDS.get(type);
        if (command != null) {
            return type.cast(command.apply(terminal));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
