package dev.lolscale.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One statement of an IAM policy.
 *
 * @param effect {@code Allow} or {@code Deny}
 * @param principals who, by kind ({@code Service}, {@code AWS}); empty in a role's own policy
 * @param actions what, for example {@code s3:PutObject}
 * @param resources on which ARNs; empty in a trust policy
 * @param conditions operator to key to values
 */
record Statement(
        String effect,
        Map<String, List<String>> principals,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, List<String>>> conditions) {

    Statement {
        // Sorted, for Map.of has another order in every JVM and the policy would seem changed.
        principals = new TreeMap<>(principals);
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = new TreeMap<>(conditions);
        if (effect.equals("Allow") && actions.stream().anyMatch(action -> action.contains("*"))) {
            throw new IllegalArgumentException("an Allow statement names its actions, without wildcard: " + actions);
        }
    }

    static Statement allow(String... actions) {
        return new Statement("Allow", Map.of(), List.of(actions), List.of(), Map.of());
    }

    static Statement deny(String... actions) {
        return new Statement("Deny", Map.of(), List.of(actions), List.of(), Map.of());
    }

    /** The trust of a role in an AWS service, for example {@code lambda.amazonaws.com}. */
    static Statement assumedBy(String service) {
        return allow("sts:AssumeRole").by("Service", service);
    }

    Statement by(String kind, String principal) {
        return new Statement(effect, Map.of(kind, List.of(principal)), actions, resources, conditions);
    }

    Statement on(String... arns) {
        return new Statement(effect, principals, actions, List.of(arns), conditions);
    }

    Statement when(String operator, String key, String... values) {
        Map<String, Map<String, List<String>>> more = new TreeMap<>(conditions);
        Map<String, List<String>> keys = new TreeMap<>(more.getOrDefault(operator, Map.of()));
        keys.put(key, List.of(values));
        more.put(operator, keys);
        return new Statement(effect, principals, actions, resources, more);
    }

    /** Only for this account's resources: the service must not be talked into acting for another account. */
    Statement forAccountOf(Arn arn) {
        return when("StringEquals", "aws:SourceAccount", arn.account());
    }

    /** Only when the service acts for a resource whose ARN matches, {@code *} allowed. */
    Statement forSource(String arnPattern) {
        return when("ArnLike", "aws:SourceArn", arnPattern);
    }

    Map<String, Object> elements() {
        Map<String, Object> elements = new LinkedHashMap<>();
        elements.put("Effect", effect);
        if (!principals.isEmpty()) {
            elements.put("Principal", principals);
        }
        elements.put("Action", actions);
        if (!resources.isEmpty()) {
            elements.put("Resource", resources);
        }
        if (!conditions.isEmpty()) {
            elements.put("Condition", conditions);
        }
        return elements;
    }
}
