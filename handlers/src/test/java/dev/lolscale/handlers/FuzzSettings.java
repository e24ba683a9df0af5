package dev.lolscale.handlers;

import java.security.SecureRandom;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * How often a property is tried, and from which seed, as the build says: often enough and from the same seed in every
 * build, a hundred times as often and from a new seed with {@code -Pfuzz}.
 */
final class FuzzSettings implements AroundPropertyHook {

    private static final int TRIES = Integer.getInteger("fuzz.tries", 10_000);

    private static final String SEED = Optional.of(System.getProperty("fuzz.seed", "20180404"))
            .filter(seed -> !seed.equals("any"))
            .orElseGet(() -> Long.toString(new SecureRandom().nextLong()));

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        context.attributes().setTries(TRIES);
        context.attributes().setSeed(SEED);
        System.out.println(context.label() + ": " + TRIES + " tries, repeat with -Dfuzz.seed=" + SEED);
        return property.execute();
    }

    /** Set at a class, it is for the class's properties. */
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    /** Around everything that reads the settings. */
    @Override
    public int aroundPropertyProximity() {
        return -100;
    }
}
