package dev.lolscale.graph.check;

import java.util.Locale;
import pulumirpc.AnalyzerOuterClass.PolicySeverity;

/** How bad a violation is, the worst first; it says nothing of whether the stack may be deployed. */
public enum Severity {
    /** Data or money is at stake now. */
    CRITICAL,
    /** One more mistake, and it is. */
    HIGH,
    /** It will hurt some day. */
    MEDIUM,
    /** A matter of order. */
    LOW,
    /** The pack does not say. */
    UNSPECIFIED;

    static Severity of(PolicySeverity wire) {
        return switch (wire) {
            case POLICY_SEVERITY_CRITICAL -> CRITICAL;
            case POLICY_SEVERITY_HIGH -> HIGH;
            case POLICY_SEVERITY_MEDIUM -> MEDIUM;
            case POLICY_SEVERITY_LOW -> LOW;
            case POLICY_SEVERITY_UNSPECIFIED, UNRECOGNIZED -> UNSPECIFIED;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
