package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * KMS: each version of a key, and the requests of whatever names the key in its inputs. Keys are priced last: the requests
 * of a bucket's objects are those that S3 has been charged for.
 */
final class KmsPricing implements ServicePricing {

    static final String KEY = "aws:kms/key:Key";

    private static final String SERVICE = "KMS";
    private static final String KMS = "aws:kms/";
    private static final Set<String> BUCKET_ENCRYPTION = Set.of(
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2");

    private static final long DEFAULT_ROTATION_DAYS = 365;

    /** Later rotations are not billed (KMS's pricing page). */
    private static final long BILLED_ROTATIONS = 2;

    private static final long DEFAULT_REUSE_SECONDS = 300;

    /** SQS's documentation has twice the principals that send, and those that receive: here a bucket and a function. */
    private static final double REQUESTS_OF_A_QUEUES_KEY = 2 + 1;

    /** A data key is made for what is kept, and decrypted for who reads it. */
    private static final double MADE_AND_READ = 2;

    @Override
    public Set<String> types() {
        return Set.of(KEY);
    }

    @Override
    public void price(GraphResource key, Flow flow, Charges charges) {
        charges.charge(key, SERVICE, "key " + key.name(), versions(key), "kms.key");
        double requests = 0;
        for (GraphResource user : users(key, flow)) {
            OptionalDouble its = requestsOf(user, key, flow, charges);
            if (its.isEmpty()) {
                charges.unpriced(user, "how often it uses the key " + key.name() + " is not known");
            }
            requests += its.orElse(0);
        }
        charges.charge(key, SERVICE, "requests to " + key.name(), requests, "kms.requests");
    }

    /** The first one, and those that the rotations of a year have added. */
    private static double versions(GraphResource key) {
        if (!key.inputs().flag("enableKeyRotation")) {
            return 1;
        }
        long days = key.inputs().number("rotationPeriodInDays", DEFAULT_ROTATION_DAYS);
        return 1 + Math.min(BILLED_ROTATIONS, (long) Lifecycle.AGE_DAYS / days);
    }

    private static List<GraphResource> users(GraphResource key, Flow flow) {
        return flow.graph().resources().stream()
                .filter(resource -> resource.custom() && !resource.type().startsWith(KMS))
                .filter(resource -> isNamedIn(resource.inputs().values(), key))
                .toList();
    }

    private static boolean isNamedIn(Object value, GraphResource key) {
        if (value instanceof Secret secret) {
            return isNamedIn(secret.reveal(), key);
        }
        if (value instanceof Map<?, ?> map) {
            return isNamedIn(map.values(), key);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().anyMatch(each -> isNamedIn(each, key));
        }
        return value instanceof String text
                && List.of("arn", "id", "keyId").stream()
                        .anyMatch(name ->
                                key.outputs().optionalText(name).orElse("").equals(text));
    }

    /** Requests a month; empty for what nothing is known of. */
    private static OptionalDouble requestsOf(GraphResource user, GraphResource key, Flow flow, Charges charges) {
        double dataKeys = Workload.SECONDS / flow.measurements().number("kms.dataKeySeconds");
        if (BUCKET_ENCRYPTION.contains(user.type())) {
            return OptionalDouble.of(requestsOfObjects(user, flow, charges));
        }
        return switch (user.type()) {
            case Types.STREAM -> OptionalDouble.of(MADE_AND_READ * dataKeys);
            case Types.FUNCTION, Types.LOG_GROUP -> OptionalDouble.of(dataKeys);
            case Types.QUEUE -> OptionalDouble.of(requestsOfQueue(user, flow));
            case Types.TOPIC ->
                OptionalDouble.of(MADE_AND_READ * flow.measurements().number("alarms.messages"));
            case Types.WORKGROUP -> requestsOfResults(user, key, flow);
            default -> OptionalDouble.empty();
        };
    }

    /** One for each object that is put or read, or, where the bucket has a key of its own under this one, fewer. */
    private static double requestsOfObjects(GraphResource encryption, Flow flow, Charges charges) {
        String bucket = encryption.inputs().text("bucket");
        double requests = S3Pricing.TYPES.stream()
                .flatMap(type -> flow.graph().find(type, "id", bucket).stream())
                .mapToDouble(resource -> S3Pricing.requestsOfObjects(resource, charges))
                .sum();
        boolean bucketKey =
                encryption.inputs().objects("rules").stream().allMatch(rule -> rule.flag("bucketKeyEnabled"));
        return bucketKey ? requests * flow.measurements().number("kms.bucketKeyShare") : requests;
    }

    private static double requestsOfQueue(GraphResource queue, Flow flow) {
        double seconds = queue.inputs().number("kmsDataKeyReusePeriodSeconds", DEFAULT_REUSE_SECONDS);
        return REQUESTS_OF_A_QUEUES_KEY * Math.min(flow.messages(queue), Workload.SECONDS / seconds);
    }

    /** Results are objects of a bucket, which counts them where the key is its own too. */
    private static OptionalDouble requestsOfResults(GraphResource workgroup, GraphResource key, Flow flow) {
        String location = workgroup
                .inputs()
                .optionalText("configuration.resultConfiguration.outputLocation")
                .orElse("");
        return users(key, flow).stream()
                        .filter(user -> BUCKET_ENCRYPTION.contains(user.type()))
                        .anyMatch(user ->
                                location.startsWith("s3://" + user.inputs().text("bucket") + "/"))
                ? OptionalDouble.of(0)
                : OptionalDouble.empty();
    }
}
