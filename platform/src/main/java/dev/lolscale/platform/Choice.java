package dev.lolscale.platform;

import com.pulumi.exceptions.RunException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads an argument that is one of a few names. */
final class Choice {

    private Choice() {}

    /**
     * The constant with this name.
     *
     * @throws RunException when there is none: one line with the argument, the value and what is allowed
     */
    static <T> T of(String argument, T[] allowed, Function<T, String> name, String value) {
        return Arrays.stream(allowed)
                .filter(each -> name.apply(each).equals(value))
                .findFirst()
                .orElseThrow(() -> new RunException(argument + ": \"" + value + "\" is not allowed; allowed are "
                        + Arrays.stream(allowed).map(name).collect(Collectors.joining(", "))));
    }
}
