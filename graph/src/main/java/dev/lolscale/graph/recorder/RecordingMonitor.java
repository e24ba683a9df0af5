package dev.lolscale.graph.recorder;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.Secret;
import dev.lolscale.graph.StackGraph;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import pulumirpc.AliasOuterClass.Alias;
import pulumirpc.CallbackOuterClass.Callback;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc.ResourceMonitorImplBase;

/** Stands in for the resource monitor of Pulumi's engine: keeps every registration, and answers as AWS would. */
final class RecordingMonitor extends ResourceMonitorImplBase {

    private static final String STACK_TYPE = "pulumi:pulumi:Stack";

    private final String project;
    private final String stack;
    private final boolean preview;
    private final MadeUpOutputs madeUpOutputs;
    private final Map<String, GraphResource> resources = new ConcurrentHashMap<>();
    private final Map<String, Properties> registeredOutputs = new ConcurrentHashMap<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    RecordingMonitor(String project, String stack, boolean preview, String region) {
        this.project = project;
        this.stack = stack;
        this.preview = preview;
        this.madeUpOutputs = new MadeUpOutputs(region);
    }

    /** What was asked and could not be given, in order. */
    List<String> refusals() {
        return refusals;
    }

    StackGraph graph() {
        Properties stackOutputs = new Properties("outputs of " + stack, Map.of());
        List<GraphResource> all = new ArrayList<>();
        for (GraphResource resource : resources.values()) {
            Properties outputs = registeredOutputs.getOrDefault(resource.urn(), resource.outputs());
            all.add(new GraphResource(
                    resource.urn(),
                    resource.type(),
                    resource.name(),
                    resource.parent(),
                    resource.custom(),
                    resource.inputs(),
                    outputs,
                    resource.protect(),
                    resource.retainOnDelete(),
                    resource.dependencies(),
                    resource.propertyDependencies(),
                    resource.aliases(),
                    resource.ignoreChanges(),
                    resource.provider()));
            if (resource.type().equals(STACK_TYPE)) {
                stackOutputs = outputs;
            }
        }
        return new StackGraph(project, stack, all, stackOutputs);
    }

    @Override
    public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> observer) {
        answer(
                observer,
                SupportsFeatureResponse.newBuilder().setHasSupport(true).build());
    }

    @Override
    public void registerResource(RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> observer) {
        String urn = urn(request);
        Properties inputs = WireValues.read(request.getType() + " \"" + request.getName() + "\"", request.getObject());
        RegisterResourceResponse.Builder response =
                RegisterResourceResponse.newBuilder().setUrn(urn);
        Properties outputs = inputs;
        if (request.getCustom() && !preview) {
            Map<String, Object> madeUp =
                    new TreeMap<>(madeUpOutputs.of(urn, request.getType(), request.getName(), inputs));
            request.getAdditionalSecretOutputsList()
                    .forEach(key -> madeUp.computeIfPresent(key, (k, value) -> secret(value)));
            String id = madeUpOutputs.id(urn, request.getType(), request.getName(), inputs);
            response.setId(id).setObject(WireValues.write(new Properties(urn, madeUp)));
            madeUp.put("id", id);
            outputs = new Properties(inputs.toString(), madeUp);
        } else {
            response.setObject(request.getObject());
        }
        GraphResource resource = resource(request, urn, inputs, outputs);
        if (resources.putIfAbsent(urn, resource) != null) {
            refuse(
                    observer,
                    Status.ALREADY_EXISTS,
                    "Duplicate resource URN '" + urn + "'; give one of them another name");
            return;
        }
        answer(observer, response.build());
    }

    private static GraphResource resource(
            RegisterResourceRequest request, String urn, Properties inputs, Properties outputs) {
        Map<String, List<String>> propertyDependencies = new TreeMap<>();
        request.getPropertyDependenciesMap().forEach((property, dependencies) -> {
            if (dependencies.getUrnsCount() > 0) {
                propertyDependencies.put(
                        property, dependencies.getUrnsList().stream().sorted().toList());
            }
        });
        List<String> aliases = new ArrayList<>(request.getAliasURNsList());
        for (Alias alias : request.getAliasesList()) {
            aliases.add(alias.hasUrn() ? alias.getUrn() : text(alias.getSpec()));
        }
        return new GraphResource(
                urn,
                request.getType(),
                request.getName(),
                request.getParent(),
                request.getCustom(),
                inputs,
                outputs,
                request.getProtect(),
                request.getRetainOnDelete(),
                request.getDependenciesList().stream().sorted().toList(),
                propertyDependencies,
                aliases.stream().sorted().toList(),
                request.getIgnoreChangesList().stream().sorted().toList(),
                request.getProvider());
    }

    /** A former name, type, project, stack or parent; what the alias leaves out is as it is now. */
    private static String text(Alias.Spec spec) {
        List<String> parts = new ArrayList<>();
        spec.getAllFields().forEach((field, value) -> {
            if (!value.equals("")) {
                parts.add(field.getName() + "=" + value);
            }
        });
        return String.join(",", parts);
    }

    private static Object secret(Object value) {
        return value instanceof Secret ? value : new Secret(value);
    }

    /** As Pulumi's engine makes it: a parent's types stand before the own type, but the stack's does not. */
    private String urn(RegisterResourceRequest request) {
        String parentTypes = "";
        if (!request.getParent().isEmpty()) {
            String qualifiedType = request.getParent().split("::", -1)[2];
            parentTypes = qualifiedType.equals(STACK_TYPE) ? "" : qualifiedType + "$";
        }
        return "urn:pulumi:" + stack + "::" + project + "::" + parentTypes + request.getType() + "::"
                + request.getName();
    }

    @Override
    public void registerResourceOutputs(RegisterResourceOutputsRequest request, StreamObserver<Empty> observer) {
        registeredOutputs.put(
                request.getUrn(), WireValues.read("outputs of " + request.getUrn(), request.getOutputs()));
        answer(observer, Empty.getDefaultInstance());
    }

    @Override
    public void invoke(ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> observer) {
        Map<String, Object> result = madeUpOutputs.invoke(request.getTok());
        if (result == null) {
            refuse(
                    observer,
                    Status.UNIMPLEMENTED,
                    "the recorder cannot answer " + request.getTok()
                            + ": it asks nobody; take the value from the settings or from a resource");
            return;
        }
        Struct answer = WireValues.write(new Properties(request.getTok(), result));
        answer(observer, ResourceInvokeResponse.newBuilder().setReturn(answer).build());
    }

    @Override
    public void registerPackage(RegisterPackageRequest request, StreamObserver<RegisterPackageResponse> observer) {
        String reference = request.getName() + "@" + request.getVersion();
        answer(observer, RegisterPackageResponse.newBuilder().setRef(reference).build());
    }

    @Override
    public void registerStackTransform(Callback request, StreamObserver<Empty> observer) {
        refuse(observer, Status.UNIMPLEMENTED, "the recorder runs no stack transforms; set the inputs in the program");
    }

    @Override
    public void signalAndWaitForShutdown(Empty request, StreamObserver<Empty> observer) {
        answer(observer, Empty.getDefaultInstance());
    }

    private void refuse(StreamObserver<?> observer, Status status, String message) {
        refusals.add(message);
        observer.onError(status.withDescription(message).asRuntimeException());
    }

    static <T> void answer(StreamObserver<T> observer, T response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
