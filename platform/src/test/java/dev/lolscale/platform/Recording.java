package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.pulumi.Context;
import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceOptions;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Runs a Pulumi program on mocks and keeps what it registered. */
public final class Recording {

    /** The account of every made-up ARN. */
    private static final String ACCOUNT = "123456789012";

    private final List<Mocks.ResourceArgs> resources;
    private final Map<String, ResourceOptions> options;
    private final TestResult result;

    private Recording(List<Mocks.ResourceArgs> resources, Map<String, ResourceOptions> options, TestResult result) {
        this.resources = resources;
        this.options = options;
        this.result = result;
    }

    /** Runs the program as a stack of the project lolscale; configuration keys carry their namespace. */
    public static Recording of(String stack, Map<String, String> config, Consumer<Context> program) {
        MadeUp mocks = new MadeUp();
        Map<String, ResourceOptions> seen = new ConcurrentHashMap<>();
        TestOptions options = TestOptions.builder()
                .projectName("lolscale")
                .stackName(stack)
                .resourceTransformations(List.of(each -> {
                    seen.put(nameOf(each.resource()), each.options());
                    return Optional.empty();
                }))
                .build();
        PulumiTestInternal test = PulumiTestInternal.builder()
                .options(options)
                .mocks(mocks)
                .config(config)
                .build();
        try {
            TestResult result = test.runTest(program);
            return new Recording(new ArrayList<>(mocks.resources), seen, result);
        } finally {
            PulumiTestInternal.cleanup();
        }
    }

    /** Runs a program that must succeed. */
    public static Recording of(Consumer<Context> program) {
        Recording recording = of("test", Map.of(), program);
        assertThat(recording.errors()).isEmpty();
        return recording;
    }

    /** What the program said of its failure. */
    public List<String> errors() {
        return result.errors();
    }

    /** The stack's outputs. */
    public Map<String, Object> outputs() {
        Map<String, Object> values = new HashMap<>();
        result.outputs().forEach((name, output) -> values.put(name, PulumiTest.extractValue(output)));
        return values;
    }

    /** {@code type name} of every resource but the stack, sorted. */
    public List<String> names() {
        return resources.stream()
                .map(each -> each.type + " " + each.name)
                .sorted()
                .toList();
    }

    /** {@code type name} of the resources that Pulumi refuses to destroy, sorted. */
    public List<String> protectedNames() {
        return options.entrySet().stream()
                .filter(each -> each.getValue().isProtect())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The name of each resource's parent by {@code type name}; the stack's own children are left out. */
    public Map<String, String> parents() {
        Map<String, String> parents = new HashMap<>();
        options.forEach(
                (name, each) -> each.getParent().ifPresent(parent -> parents.put(name, parent.pulumiResourceName())));
        return parents;
    }

    /** The names of the resources of one type, sorted. */
    public List<String> namesOf(String type) {
        return resources.stream()
                .filter(each -> each.type.equals(type))
                .map(each -> each.name)
                .sorted()
                .toList();
    }

    /** The inputs of the one resource of this type and name: whole numbers as long, files as their paths. */
    public Map<String, Object> inputs(String type, String name) {
        List<Mocks.ResourceArgs> found = resources.stream()
                .filter(each -> each.type.equals(type) && each.name.equals(name))
                .toList();
        assertThat(found).as(type + " " + name + " among " + names()).hasSize(1);
        Map<String, Object> inputs = new HashMap<>();
        found.get(0).inputs.forEach((key, value) -> inputs.put(key, plain(value)));
        return inputs;
    }

    /** An input that is JSON in a text. */
    public JsonElement json(String type, String name, String input) {
        return JsonParser.parseString((String) inputs(type, name).get(input));
    }

    /** The statements of the policy of the role {@code <name>-role}. */
    public JsonElement statements(String name) {
        return json("aws:iam/rolePolicy:RolePolicy", name + "-policy", "policy")
                .getAsJsonObject()
                .get("Statement");
    }

    private static String nameOf(Resource resource) {
        return resource.pulumiResourceType() + " " + resource.pulumiResourceName();
    }

    private static Object plain(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return number.longValue();
        }
        if (value instanceof AssetOrArchive file) {
            return AssetOrArchiveInternal.from(file).getValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Recording::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new HashMap<>();
            map.forEach((key, each) -> plain.put(key, plain(each)));
            return plain;
        }
        return value;
    }

    /** Answers each registration with its inputs, an id, and the outputs that programs read. */
    private static final class MadeUp implements Mocks {

        private final ConcurrentLinkedQueue<ResourceArgs> resources = new ConcurrentLinkedQueue<>();

        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            resources.add(args);
            Map<String, Object> state = new HashMap<>(args.inputs);
            state.putIfAbsent("name", args.name + "-name");
            state.put("arn", arn(args));
            state.put("invokeArn", "invoke:" + args.name);
            state.put("executionArn", "arn:aws:execute-api:us-east-1:" + ACCOUNT + ":" + args.name);
            state.put("apiEndpoint", "https://" + args.name + ".example.com");
            state.put("invokeUrl", "https://" + args.name + ".example.com/live");
            state.put("rootResourceId", args.name + "-root");
            state.put("version", "7");
            state.put("value", "value-of-" + args.name);
            state.put("regionalDomainName", "target-of-" + args.name);
            state.put("regionalZoneId", "zone-of-" + args.name);
            if (args.inputs.get("domainNameConfiguration") instanceof Map<?, ?> configuration) {
                Map<Object, Object> made = new HashMap<>(configuration);
                made.put("targetDomainName", "target-of-" + args.name);
                made.put("hostedZoneId", "zone-of-" + args.name);
                state.put("domainNameConfiguration", made);
            }
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name + "-id"), state));
        }

        private static String arn(ResourceArgs args) {
            Object name = args.inputs.getOrDefault("name", args.name);
            return switch (args.type) {
                case "aws:s3/bucketV2:BucketV2" -> "arn:aws:s3:::" + args.name + "-id";
                case "aws:iam/role:Role" -> "arn:aws:iam::" + ACCOUNT + ":role/" + name;
                case "aws:glue/catalogDatabase:CatalogDatabase" -> regional("glue", "database/" + name);
                case "aws:cloudwatch/logGroup:LogGroup" -> regional("logs", "log-group:" + name);
                case "aws:cloudwatch/logStream:LogStream" -> regional("logs", "log-group:x:log-stream:" + name);
                case "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream" ->
                    regional("firehose", "deliverystream/" + name);
                case "aws:sqs/queue:Queue" -> regional("sqs", args.name);
                case "aws:sns/topic:Topic" -> regional("sns", args.name + "-name");
                case "aws:kms/key:Key" -> regional("kms", "key/" + args.name + "-id");
                case "aws:athena/workgroup:Workgroup" -> regional("athena", "workgroup/" + args.name + "-name");
                case "aws:quicksight/dataSet:DataSet" ->
                    regional("quicksight", "dataset/" + args.inputs.get("dataSetId"));
                case "aws:iam/policy:Policy" -> "arn:aws:iam::" + ACCOUNT + ":policy/" + name;
                case "aws:cloudwatch/metricAlarm:MetricAlarm" -> regional("cloudwatch", "alarm:" + args.name);
                default -> regional("other", args.name);
            };
        }

        private static String regional(String service, String resource) {
            return "arn:aws:" + service + ":us-east-1:" + ACCOUNT + ":" + resource;
        }
    }
}
