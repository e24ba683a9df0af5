package dev.lolscale.graph;

import java.util.Objects;

/**
 * A value that Pulumi marked secret. It prints as {@value #REDACTED}; only code that runs the platform reads the value.
 */
public final class Secret {

    /** What stands for a secret wherever one is shown. */
    public static final String REDACTED = "[secret]";

    private final Object value;

    /** Wraps a value of the kinds that {@link Properties} lists. */
    public Secret(Object value) {
        this.value = value;
    }

    /** The value in clear. Never log or print it. */
    public Object reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Objects.equals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}
