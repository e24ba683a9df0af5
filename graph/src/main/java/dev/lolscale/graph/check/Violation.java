package dev.lolscale.graph.check;

/**
 * One violation of a policy.
 *
 * @param policy the policy's name
 * @param level mandatory or advisory
 * @param severity how bad it is
 * @param urn the resource; empty when the policy blames the stack as a whole
 * @param message what is wrong, in one line, secrets hidden
 * @param fix what to change; empty when the pack does not say
 */
public record Violation(String policy, Level level, Severity severity, String urn, String message, String fix) {

    /** The resource's name, or the urn's last part of whatever form. */
    public String resource() {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }
}
