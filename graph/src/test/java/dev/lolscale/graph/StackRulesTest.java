package dev.lolscale.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every resource of every stack, in a preview as in an update. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackRulesTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> STACKS = List.of("dev", "prod", "classic");
    private static final String PROVIDER = "pulumi:providers:aws";
    private static final String ROLE = "aws:iam/role:Role";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

    /** What each type is called in AWS, where that is not its input {@code name}. */
    private static final Map<String, String> PHYSICAL_NAMES = Map.of(
            "aws:s3/bucketV2:BucketV2", "bucket",
            "aws:s3/bucketObjectv2:BucketObjectv2", "key",
            "aws:cloudwatch/dashboard:Dashboard", "dashboardName",
            "aws:apigateway/stage:Stage", "stageName",
            "aws:apigateway/resource:Resource", "pathPart",
            "aws:lambda/permission:Permission", "statementId");

    /** Types that act in the name of a role as soon as they are there. */
    private static final Map<String, String> ROLES = Map.of(
            "aws:lambda/function:Function", "role",
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "extendedS3Configuration.roleArn",
            "aws:glue/job:Job", "roleArn",
            "aws:glue/crawler:Crawler", "role");

    private final Map<String, StackGraph> graphs = new HashMap<>();

    @BeforeAll
    void recordEachStackOnce() {
        for (String stack : STACKS) {
            for (Recorder.Mode mode : Recorder.Mode.values()) {
                graphs.put(
                        stack + " " + mode, Recorder.record(StackConfiguration.read(ROOT, stack), mode, Main::stack));
            }
        }
    }

    private static Stream<String> stacksAndModes() {
        return STACKS.stream()
                .flatMap(stack -> Arrays.stream(Recorder.Mode.values()).map(mode -> stack + " " + mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldPreviewWhatTheUpdateDoes(String stack) {
        StackGraph preview = graphs.get(stack + " PREVIEW");
        StackGraph update = graphs.get(stack + " UPDATE");

        assertThat(preview.resources()).hasSameSizeAs(update.resources());
        for (int i = 0; i < preview.resources().size(); i++) {
            GraphResource foreseen = preview.resources().get(i);
            GraphResource done = update.resources().get(i);
            assertThat(foreseen.urn()).isEqualTo(done.urn());
            assertThat(foreseen.parent()).as(done.name()).isEqualTo(done.parent());
            assertThat(foreseen.protect()).as(done.name()).isEqualTo(done.protect());
            assertThat(foreseen.retainOnDelete()).as(done.name()).isEqualTo(done.retainOnDelete());
            assertThat(foreseen.inputs().values().keySet())
                    .as(done.name())
                    .isEqualTo(done.inputs().values().keySet());
            // Pulumi's Java SDK forgets, of what is not known yet, where it comes from: fewer, never others.
            assertThat(done.dependencies()).as(done.name()).containsAll(foreseen.dependencies());
        }
    }

    /** A name that is not known yet may be another one, and another name is another resource. */
    @ParameterizedTest
    @MethodSource("stacksAndModes")
    void shouldKnowEveryNameThatAwsIsGiven(String recorded) {
        StackGraph graph = graphs.get(recorded);

        assertThat(graph.resources()).allSatisfy(resource -> {
            String name = PHYSICAL_NAMES.getOrDefault(resource.type(), "name");
            assertThat(holdsUnknown(resource.inputs().values().get(name)))
                    .as(resource.urn() + " " + name)
                    .isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("stacksAndModes")
    void shouldKeepASecretASecretWhereverItGoes(String recorded) {
        StackGraph graph = graphs.get(recorded);

        assertThat(graph.ofType("aws:apigateway/apiKey:ApiKey")).isNotEmpty();
        Set<String> values = new HashSet<>();
        graph.ofType("aws:apigateway/apiKey:ApiKey")
                .forEach(key -> key.outputs().optionalText("value").ifPresent(values::add));
        assertThat(values).hasSize(recorded.endsWith("UPDATE") ? 1 : 0);
        assertThat(values).allSatisfy(value -> {
            assertThat(GraphJson.of(graph).toString()).doesNotContain(value);
            assertThat(GraphTree.of(graph)).doesNotContain(value);
            assertThat(graph.outputs().toString()).doesNotContain(value);
        });
    }

    @ParameterizedTest
    @MethodSource("stacksAndModes")
    void shouldHangEverythingUnderAComponentAndNothingElseUnderTheStack(String recorded) {
        StackGraph graph = graphs.get(recorded);
        Map<String, GraphResource> byUrn = new HashMap<>();
        graph.resources().forEach(resource -> byUrn.put(resource.urn(), resource));

        assertThat(graph.resources()).allSatisfy(resource -> {
            if (resource.type().startsWith("aws:")) {
                GraphResource parent = byUrn.get(resource.parent());
                assertThat(parent.type()).startsWith("lolscale:index:");
                assertThat(resource.name()).startsWith(parent.name() + "-");
            } else if (!resource.type().equals("pulumi:pulumi:Stack")) {
                assertThat(byUrn.get(resource.parent()).type()).isEqualTo("pulumi:pulumi:Stack");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("stacksAndModes")
    void shouldTagEverythingThatCanBeTagged(String recorded) {
        StackGraph graph = graphs.get(recorded);
        GraphResource provider = graph.resource(PROVIDER, "aws");

        assertThat(provider.inputs().text("defaultTags"))
                .isEqualTo("{\"tags\":{\"project\":\"lolscale\",\"stack\":\"" + graph.stack() + "\"}}");
        Set<String> taggable = new TreeSet<>();
        for (GraphResource resource : graph.resources()) {
            if (resource.type().startsWith("aws:")) {
                // The provider's default tags reach exactly the types that have tagsAll.
                assertThat(hasOutput(resource.type(), "tags"))
                        .as(resource.type())
                        .isEqualTo(hasOutput(resource.type(), "tagsAll"));
                assertThat(resource.provider()).as(resource.urn()).startsWith(provider.urn() + "::");
                if (hasOutput(resource.type(), "tags")) {
                    taggable.add(resource.shortType());
                }
            }
        }
        assertThat(taggable)
                .contains("BucketV2", "FirehoseDeliveryStream", "Function", "Job", "LogGroup", "Role", "Workgroup")
                .hasSizeBetween(15, 25);
    }

    /** Otherwise the first run is refused, some of the time: IAM's rights are there when their policy is. */
    @ParameterizedTest
    @ValueSource(strings = {"dev UPDATE", "prod UPDATE", "classic UPDATE"})
    void shouldGrantARoleItsRightsBeforeAnythingActsInItsName(String recorded) {
        StackGraph graph = graphs.get(recorded);
        List<String> acting = new ArrayList<>();
        for (GraphResource resource : graph.resources()) {
            String path = ROLES.get(resource.type());
            if (path == null) {
                continue;
            }
            String input = path.substring(0, path.contains(".") ? path.indexOf('.') : path.length());
            List<String> roles = resource.propertyDependencies().get(input).stream()
                    .filter(urn -> urn.contains("$" + ROLE + "::"))
                    .toList();
            assertThat(roles).as(resource.name()).hasSize(1);
            List<String> policies = graph.ofType(ROLE_POLICY).stream()
                    .filter(policy -> policy.propertyDependencies().get("role").equals(roles))
                    .map(GraphResource::urn)
                    .toList();
            assertThat(policies).as(resource.name()).hasSize(1);
            assertThat(resource.dependencies()).as(resource.name()).containsAll(policies);
            acting.add(resource.name());
        }
        assertThat(acting).hasSize(graph.ofType(ROLE).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev UPDATE", "classic UPDATE"})
    void shouldLeaveNothingBehindWhenItIsDestroyed(String recorded) {
        StackGraph graph = graphs.get(recorded);

        assertThat(graph.resources()).allSatisfy(resource -> {
            assertThat(resource.protect()).as(resource.urn()).isFalse();
            assertThat(resource.retainOnDelete()).as(resource.urn()).isFalse();
            // A log group of AWS's making would stay; skipDestroy would keep one of ours.
            assertThat(resource.inputs().flag("skipDestroy")).as(resource.urn()).isFalse();
        });
        // What is not empty is refused otherwise.
        assertThat(graph.ofType("aws:s3/bucketV2:BucketV2")).isNotEmpty().allMatch(bucket -> bucket.inputs()
                .flag("forceDestroy"));
        assertThat(graph.ofType("aws:athena/workgroup:Workgroup"))
                .isNotEmpty()
                .allMatch(workgroup -> workgroup.inputs().flag("forceDestroy"));
        // Each function writes where the stack says, so no group of AWS's own making is left.
        assertThat(graph.ofType("aws:lambda/function:Function")).isNotEmpty().allSatisfy(function -> assertThat(
                        function.propertyDependencies().get("loggingConfig"))
                .as(function.name())
                .anyMatch(urn -> urn.contains("$aws:cloudwatch/logGroup:LogGroup::")));
        assertThat(graph.ofType("aws:cloudwatch/logGroup:LogGroup"))
                .extracting(GraphResource::name)
                .contains("delivery-stream-logs", "lakehouse-job-error-logs", "lakehouse-job-output-logs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod PREVIEW", "prod UPDATE"})
    void shouldProtectAndKeepWhatHoldsDataInProd(String recorded) {
        StackGraph graph = graphs.get(recorded);

        assertThat(graph.resources())
                .filteredOn(GraphResource::protect)
                .extracting(GraphResource::name)
                .containsExactlyInAnyOrder("delivery-landing", "lakehouse-database");
        assertThat(graph.resource("aws:s3/bucketV2:BucketV2", "delivery-landing")
                        .inputs()
                        .flag("forceDestroy"))
                .isFalse();
    }

    private static boolean holdsUnknown(Object value) {
        if (value instanceof Secret secret) {
            return holdsUnknown(secret.reveal());
        }
        return value == Unknown.UNKNOWN;
    }

    /** Whether the provider's class of the type {@code aws:module/...:Name} has such an output. */
    private static boolean hasOutput(String type, String output) {
        String module = type.substring("aws:".length(), type.indexOf('/'));
        String name = "com.pulumi.aws." + module
                + type.substring(type.lastIndexOf(':')).replace(':', '.');
        try {
            return Arrays.stream(Class.forName(name).getMethods())
                    .anyMatch(method -> method.getName().equals(output));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(type, e);
        }
    }
}
