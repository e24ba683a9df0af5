package dev.lolscale.graph.check;

import java.util.List;

/**
 * What a policy pack says of a stack.
 *
 * @param pack the pack's name
 * @param policies the policies that ran, in the order of their names
 * @param violations the worst first, then in the order of policy and urn
 */
public record Verdict(String pack, List<Policy> policies, List<Violation> violations) {

    /** Whether the stack may be deployed: there is no mandatory violation. */
    public boolean passed() {
        return violations.stream().allMatch(violation -> violation.level() == Level.ADVISORY);
    }
}
