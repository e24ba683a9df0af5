package dev.lolscale.graph.check;

import dev.lolscale.graph.GraphException;
import java.util.Arrays;
import java.util.Locale;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;

/** What a violation of a policy means. */
public enum Level {
    /** It is only told. */
    ADVISORY(EnforcementLevel.ADVISORY),
    /** The stack must not be deployed. */
    MANDATORY(EnforcementLevel.MANDATORY),
    /** Pulumi's engine would let the policy mend the resource; here it counts as {@link #MANDATORY}. */
    REMEDIATE(EnforcementLevel.REMEDIATE),
    /** The policy does not run. */
    DISABLED(EnforcementLevel.DISABLED);

    private final EnforcementLevel wire;

    Level(EnforcementLevel wire) {
        this.wire = wire;
    }

    EnforcementLevel wire() {
        return wire;
    }

    /** The name as Pulumi writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Level of(EnforcementLevel wire) {
        return Arrays.stream(values())
                .filter(level -> level.wire == wire)
                .findFirst()
                .orElse(MANDATORY);
    }

    static Level of(String where, String text) {
        return Arrays.stream(values())
                .filter(level -> level.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new GraphException(
                        where + " is \"" + text + "\"; allowed are advisory, mandatory, remediate and disabled"));
    }
}
