package dev.lolscale.local.glue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A Glue workflow: the trigger that starts it, and the conditional triggers that chain its steps. Glue runs the actions
 * of a trigger side by side; one machine runs them one after the other, in the order of the trigger.
 *
 * @param name the workflow's name
 * @param triggers all its triggers
 */
public record Workflow(String name, List<Trigger> triggers) {

    /** Copies the list. */
    public Workflow {
        triggers = List.copyOf(triggers);
    }

    /** The trigger that starts the workflow; Glue allows one. */
    public Optional<Trigger> start() {
        return triggers.stream()
                .filter(trigger -> trigger.type() != Trigger.Type.CONDITIONAL)
                .findFirst();
    }

    /**
     * Runs the workflow once, as if its start trigger had fired. Each trigger fires at most once; a step whose conditions
     * never hold does not run.
     *
     * @param runner runs one action and says how it ended; it must not throw for a step that fails
     */
    public List<Step> run(Function<Trigger.Action, Step> runner) {
        List<Step> steps = new ArrayList<>();
        Set<String> fired = new HashSet<>();
        Deque<Trigger> ready = new ArrayDeque<>();
        start().ifPresent(ready::add);
        while (!ready.isEmpty()) {
            Trigger trigger = ready.remove();
            fired.add(trigger.name());
            for (Trigger.Action action : trigger.actions()) {
                steps.add(runner.apply(action));
            }
            for (Trigger waiting : triggers) {
                if (waiting.type() == Trigger.Type.CONDITIONAL
                        && waiting.enabled()
                        && !fired.contains(waiting.name())
                        && !ready.contains(waiting)
                        && holds(waiting, steps)) {
                    ready.add(waiting);
                }
            }
        }
        return List.copyOf(steps);
    }

    private static boolean holds(Trigger trigger, List<Step> steps) {
        if (trigger.conditions().isEmpty()) {
            return false;
        }
        return trigger.any()
                ? trigger.conditions().stream().anyMatch(condition -> holds(condition, steps))
                : trigger.conditions().stream().allMatch(condition -> holds(condition, steps));
    }

    private static boolean holds(Trigger.Condition condition, List<Step> steps) {
        return steps.stream()
                .anyMatch(step -> step.kind() == condition.kind()
                        && step.name().equals(condition.name())
                        && step.state() == condition.state());
    }
}
