package dev.lolscale.handlers;

import java.util.Map;

/** A function's environment variables, read once when the function starts. */
final class Environment {

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * The value of a variable.
     *
     * @param meaning what the value is, for the error: "the name of the Firehose stream"
     * @throws IllegalStateException when it is not set, or empty: the function then does not start
     */
    String required(String name, String meaning) {
        String value = optional(name);
        if (value.isEmpty()) {
            throw new IllegalStateException(
                    "environment variable " + name + " is not set; it must hold " + meaning + ".");
        }
        return value;
    }

    /** The value of a variable, or an empty string. */
    String optional(String name) {
        return variables.getOrDefault(name, "").strip();
    }

    /**
     * The whole number in a variable, or {@code otherwise} when it is not set.
     *
     * @throws IllegalStateException when it is not a whole number from {@code least} to {@code greatest}
     */
    int wholeNumber(String name, int otherwise, int least, int greatest) {
        String value = optional(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with the range.
        }
        throw new IllegalStateException("environment variable " + name + " is \"" + value
                + "\"; allowed are whole numbers from " + least + " to " + greatest + ".");
    }
}
