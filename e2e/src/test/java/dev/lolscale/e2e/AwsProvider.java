package dev.lolscale.e2e;

import com.google.protobuf.Empty;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.aws.ProviderArgs;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.recorder.MadeUpOutputs;
import dev.lolscale.graph.recorder.WireValues;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.InvokeResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import pulumirpc.ResourceProviderGrpc.ResourceProviderImplBase;

/**
 * The tests' own provider plugin named aws. It stands in for AWS: it refuses what the input classes of
 * {@code com.pulumi:aws} do not know, tells what must be replaced, and keeps its resources in a folder.
 */
public final class AwsProvider extends ResourceProviderImplBase {

    private static final int MAX_MESSAGE_BYTES = 400 * 1024 * 1024;
    private static final String DEFAULTS = "__defaults";
    private static final String FUNCTION = "aws:lambda/function:Function";

    private final AwsAccount account;
    private final String version;
    private final java.util.Properties replaced = new java.util.Properties();
    private volatile MadeUpOutputs madeUpOutputs = new MadeUpOutputs("us-east-1");

    AwsProvider(AwsAccount account, String version) throws IOException {
        this.account = account;
        this.version = version;
        try (InputStream table = AwsProvider.class.getResourceAsStream("replaced.properties")) {
            replaced.load(table);
        }
    }

    /** Serves until the engine ends the process; takes the account's folder and the provider's version. */
    public static void main(String[] args) throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addService(new AwsProvider(new AwsAccount(Path.of(args[0])), args[1]))
                .build()
                .start();
        // By this line the engine learns the port.
        System.out.println(server.getPort());
        server.awaitTermination();
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, () -> PluginInfo.newBuilder().setVersion(version).build());
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        answer(observer, Empty::getDefaultInstance);
    }

    @Override
    public void checkConfig(CheckRequest request, StreamObserver<CheckResponse> observer) {
        answer(observer, () -> {
            // The engine adds the version of the plugin that it wants.
            Struct inputs =
                    request.getNews().toBuilder().removeFields("version").build();
            return checked(ProviderArgs.class, inputs).toBuilder()
                    .setInputs(request.getNews())
                    .build();
        });
    }

    @Override
    public void diffConfig(DiffRequest request, StreamObserver<DiffResponse> observer) {
        answer(observer, () -> difference(request, Set.of()));
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> observer) {
        answer(observer, () -> {
            Value region = request.getArgs().getFieldsMap().get("region");
            if (region != null) {
                madeUpOutputs = new MadeUpOutputs(Wire.open(region).getStringValue());
            }
            return ConfigureResponse.newBuilder()
                    .setAcceptSecrets(true)
                    .setSupportsPreview(true)
                    .build();
        });
    }

    @Override
    public void invoke(InvokeRequest request, StreamObserver<InvokeResponse> observer) {
        answer(observer, () -> {
            Map<String, Object> result = madeUpOutputs.invoke(request.getTok());
            if (result == null) {
                throw new IllegalArgumentException("unknown function " + request.getTok());
            }
            return InvokeResponse.newBuilder()
                    .setReturn(WireValues.write(new Properties(request.getTok(), result)))
                    .build();
        });
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
        answer(observer, () -> {
            String type = type(request.getUrn());
            Class<?> inputClass = InputClasses.of(type)
                    .filter(known -> replaced.containsKey(type))
                    .orElseThrow(() -> new IllegalArgumentException("unknown resource type " + type));
            return checked(inputClass, named(request, type, inputClass));
        });
    }

    @Override
    public void diff(DiffRequest request, StreamObserver<DiffResponse> observer) {
        answer(
                observer,
                () -> difference(
                        request,
                        Set.of(replaced.getProperty(type(request.getUrn())).split(" "))));
    }

    @Override
    public void create(CreateRequest request, StreamObserver<CreateResponse> observer) {
        answer(observer, () -> {
            String type = type(request.getUrn());
            Properties inputs = inputs(request.getUrn(), request.getProperties());
            if (request.getPreview()) {
                // What AWS would compute is left out: unknown.
                return CreateResponse.newBuilder()
                        .setProperties(WireValues.write(inputs))
                        .build();
            }
            String id = madeUpOutputs.id(request.getUrn(), type, name(request.getUrn()), inputs);
            for (int i = 2; account.find(type, id).isPresent(); i++) {
                id = id.replaceFirst("(~\\d+)?$", "~" + i);
            }
            Struct outputs = outputs(request.getUrn(), inputs, "1");
            account.put(new AwsAccount.Resource(type, id, request.getProperties(), outputs));
            return CreateResponse.newBuilder().setId(id).setProperties(outputs).build();
        });
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
        answer(observer, () -> account.find(type(request.getUrn()), request.getId())
                .map(resource -> ReadResponse.newBuilder()
                        .setId(resource.id())
                        .setInputs(resource.inputs())
                        .setProperties(resource.outputs())
                        .build())
                .orElseGet(ReadResponse::getDefaultInstance));
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<UpdateResponse> observer) {
        answer(observer, () -> {
            String type = type(request.getUrn());
            if (account.find(type, request.getId()).isEmpty()) {
                throw new IllegalStateException("there is no " + type + " " + request.getId() + " to change");
            }
            String next = type.equals(FUNCTION)
                    ? Integer.toString(Integer.parseInt(request.getOlds()
                                    .getFieldsOrThrow("version")
                                    .getStringValue())
                            + 1)
                    : "1";
            Struct outputs = outputs(request.getUrn(), inputs(request.getUrn(), request.getNews()), next);
            if (!request.getPreview()) {
                account.put(new AwsAccount.Resource(type, request.getId(), request.getNews(), outputs));
            }
            return UpdateResponse.newBuilder().setProperties(outputs).build();
        });
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<Empty> observer) {
        answer(observer, () -> {
            account.delete(type(request.getUrn()), request.getId());
            return Empty.getDefaultInstance();
        });
    }

    private static CheckResponse checked(Class<?> inputClass, Struct inputs) {
        CheckResponse.Builder response = CheckResponse.newBuilder().setInputs(inputs);
        InputClasses.faults(inputClass, inputs)
                .forEach((path, reason) -> response.addFailures(
                        CheckFailure.newBuilder().setProperty(path).setReason(reason)));
        return response.build();
    }

    /** The inputs with the automatic name that Pulumi's bridge gives: the logical name and seven hexadecimal digits. */
    private Struct named(CheckRequest request, String type, Class<?> inputClass) {
        Struct inputs = request.getNews();
        String key = type.equals("aws:s3/bucketV2:BucketV2") ? "bucket" : "name";
        if (!InputClasses.has(inputClass, key) || inputs.containsFields(key)) {
            return inputs;
        }
        Value name = defaults(request.getOlds()).contains(key)
                ? request.getOlds().getFieldsOrThrow(key)
                : Wire.text(unusedName(request.getUrn(), type));
        ListValue defaults = ListValue.newBuilder().addValues(Wire.text(key)).build();
        return inputs.toBuilder()
                .putFields(key, name)
                .putFields(DEFAULTS, Value.newBuilder().setListValue(defaults).build())
                .build();
    }

    private String unusedName(String urn, String type) {
        Properties nothing = new Properties(urn, Map.of());
        Set<String> used = new TreeSet<>();
        account.ofType(type).forEach(resource -> used.add(resource.physicalName()));
        String key = type.equals("aws:s3/bucketV2:BucketV2") ? "bucket" : "name";
        String candidate = urn;
        String name;
        do {
            name = (String)
                    madeUpOutputs.of(candidate, type, name(urn), nothing).get(key);
            candidate += "'";
        } while (used.contains(name));
        return name;
    }

    /** What changes, and what of it forces a replacement. */
    private DiffResponse difference(DiffRequest request, Set<String> replacing) {
        Struct olds = request.hasOldInputs() ? request.getOldInputs() : request.getOlds();
        Set<String> keys = new TreeSet<>(olds.getFieldsMap().keySet());
        keys.addAll(request.getNews().getFieldsMap().keySet());
        keys.remove(DEFAULTS);
        keys.removeIf(key -> opened(olds, key).equals(opened(request.getNews(), key)));
        DiffResponse.Builder response = DiffResponse.newBuilder()
                .setChanges(keys.isEmpty() ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME)
                .addAllDiffs(keys);
        keys.retainAll(replacing);
        boolean nameIsKept = olds.containsFields("name")
                && !keys.contains("name")
                && !defaults(request.getNews()).contains("name");
        return response.addAllReplaces(keys)
                .setDeleteBeforeReplace(!keys.isEmpty() && nameIsKept)
                .build();
    }

    private static Optional<Value> opened(Struct struct, String key) {
        return Optional.ofNullable(struct.getFieldsMap().get(key)).map(Wire::openAll);
    }

    private static List<String> defaults(Struct inputs) {
        return inputs.getFieldsOrDefault(DEFAULTS, Value.getDefaultInstance()).getListValue().getValuesList().stream()
                .map(Value::getStringValue)
                .toList();
    }

    private static Properties inputs(String urn, Struct struct) {
        return WireValues.read(urn, struct.toBuilder().removeFields(DEFAULTS).build());
    }

    /** A published version of a function is another one after each update. */
    private Struct outputs(String urn, Properties inputs, String version) {
        String type = type(urn);
        Map<String, Object> outputs = new TreeMap<>(madeUpOutputs.of(urn, type, name(urn), inputs));
        if (type.equals(FUNCTION)) {
            outputs.put("version", version);
            outputs.put("qualifiedArn", outputs.get("arn") + ":" + version);
        }
        return WireValues.write(new Properties(urn, outputs));
    }

    /** The type in {@code urn:pulumi:stack::project::parent$type::name}. */
    private static String type(String urn) {
        String qualified = urn.split("::", -1)[2];
        return qualified.substring(qualified.lastIndexOf('$') + 1);
    }

    private static String name(String urn) {
        return urn.split("::", 4)[3];
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> response) {
        try {
            observer.onNext(response.get());
            observer.onCompleted();
        } catch (RuntimeException e) {
            observer.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
        }
    }
}
