package dev.lolscale.local.glue;

import java.util.List;
import java.util.Map;

/**
 * A Glue trigger, of a workflow or by itself.
 *
 * @param name its name
 * @param type when it fires
 * @param schedule Glue's cron expression; empty unless scheduled
 * @param enabled a disabled trigger does not fire by itself; a workflow that is run by hand begins with it all the same
 * @param actions what it starts
 * @param conditions what a conditional trigger waits for; without any, it never fires
 * @param any whether one condition is enough; otherwise all must hold
 */
public record Trigger(
        String name,
        Type type,
        String schedule,
        boolean enabled,
        List<Action> actions,
        List<Condition> conditions,
        boolean any) {

    /** When a trigger fires. */
    public enum Type {
        /** At the times of a cron expression; it starts its workflow. */
        SCHEDULED,
        /** When told; it starts its workflow. */
        ON_DEMAND,
        /** When other steps of the workflow have ended as its conditions say. */
        CONDITIONAL
    }

    /** Copies the lists. */
    public Trigger {
        actions = List.copyOf(actions);
        conditions = List.copyOf(conditions);
    }

    /**
     * A job or crawler to start.
     *
     * @param kind which of the two
     * @param name its name
     * @param arguments what a job is told besides its default arguments, by name ({@code --maintain}); over a default of
     *     the same name it wins
     */
    public record Action(Step.Kind kind, String name, Map<String, String> arguments) {

        /** Copies the arguments. */
        public Action {
            arguments = Map.copyOf(arguments);
        }
    }

    /** A job or crawler that must have ended in a state. */
    public record Condition(Step.Kind kind, String name, Step.State state) {}
}
