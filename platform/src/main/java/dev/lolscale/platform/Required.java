package dev.lolscale.platform;

import com.pulumi.exceptions.RunException;

/** Refuses a missing argument. */
final class Required {

    private Required() {}

    /**
     * Pulumi would refuse it too, but with a stack trace.
     *
     * @throws RunException when it is null: one line with the argument's name
     */
    static void argument(String name, Object value) {
        if (value == null) {
            throw new RunException(name + ": a value is required; set it on the builder");
        }
    }
}
