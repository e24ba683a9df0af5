package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The lifecycle rules of a bucket, as they work on a folder within the year that a bill looks back on.
 *
 * @param rules the enabled rules
 */
record Lifecycle(List<Properties> rules) {

    /** A bill is one of a platform that has run for so long. */
    static final double AGE_DAYS = 365;

    /** The class of which S3 itself chooses the tier. */
    static final String INTELLIGENT_TIERING = "INTELLIGENT_TIERING";

    private static final List<String> RESOURCES = List.of(
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");

    static Lifecycle of(StackGraph graph, String bucket) {
        return new Lifecycle(RESOURCES.stream()
                .flatMap(type -> graph.ofType(type).stream())
                .map(GraphResource::inputs)
                .filter(inputs -> inputs.optionalText("bucket").orElse("").equals(bucket))
                .flatMap(inputs -> inputs.objects("rules").stream())
                .filter(rule -> rule.optionalText("status").orElse("").equals("Enabled"))
                .toList());
    }

    /** Days that an object under the prefix is kept, at most a year. */
    double keptDays(String prefix) {
        return on(prefix)
                .filter(rule -> rule.has("expiration.days"))
                .mapToDouble(rule -> rule.decimal("expiration.days"))
                .reduce(AGE_DAYS, Math::min);
    }

    /** The day on which an object under the prefix goes over to Intelligent-Tiering, if it does. */
    OptionalDouble tieredAfterDays(String prefix) {
        return on(prefix)
                .flatMap(rule -> rule.objects("transitions").stream())
                .filter(transition ->
                        transition.optionalText("storageClass").orElse("").equals(INTELLIGENT_TIERING))
                .mapToDouble(transition -> transition.number("days", 0))
                .min();
    }

    /** Storage classes that a rule moves to and that are not priced here. */
    List<String> otherClasses() {
        return rules.stream()
                .flatMap(rule -> rule.objects("transitions").stream())
                .flatMap(transition -> transition.optionalText("storageClass").stream())
                .filter(storageClass -> !storageClass.equals(INTELLIGENT_TIERING))
                .distinct()
                .toList();
    }

    /** Days that a deleted or replaced version is kept, in a bucket with versions. */
    double noncurrentDays() {
        return on("").filter(rule -> rule.has("noncurrentVersionExpiration.noncurrentDays"))
                .mapToDouble(rule -> rule.decimal("noncurrentVersionExpiration.noncurrentDays"))
                .reduce(AGE_DAYS, Math::min);
    }

    private Stream<Properties> on(String prefix) {
        return rules.stream()
                .filter(rule ->
                        prefix.startsWith(rule.optionalText("filter.prefix").orElse("")));
    }
}
