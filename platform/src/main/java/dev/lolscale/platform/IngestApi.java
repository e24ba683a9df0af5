package dev.lolscale.platform;

import com.pulumi.aws.apigateway.ApiKey;
import com.pulumi.aws.apigateway.ApiKeyArgs;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The front door: {@code POST /track} with an API key in the header {@code x-api-key} and newline-delimited JSON as
 * body, answered by the track function, which puts the events on a Firehose stream. On demand also {@code POST /beacon}
 * with the key in the query string, for pages that are being left.
 */
public final class IngestApi extends ComponentResource {

    /** Memory of the track function in megabytes; processor time grows with it. Java alone takes about 100. */
    public static final int DEFAULT_MEMORY_MEGABYTES = 1024;

    /** The track function's time limit in seconds: one retry of Firehose fits. */
    public static final int DEFAULT_TIMEOUT_SECONDS = 10;

    /** Requests a second that the front door lets through, averaged. */
    public static final int DEFAULT_THROTTLING_RATE_LIMIT = 1000;

    /** Requests that the front door lets through at once. */
    public static final int DEFAULT_THROTTLING_BURST_LIMIT = 2000;

    /** Seconds that API Gateway keeps the authorizer's answer for a key; its own default. */
    public static final int DEFAULT_AUTHORIZER_CACHE_SECONDS = 300;

    /** Invocations that a line of the track function's log stands for: at ten, logging costs less than delivery. */
    public static final int DEFAULT_INVOCATIONS_PER_LOG_LINE = 10;

    /** Days that the functions' logs are kept. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 30;

    @Export(
            name = "url",
            refs = {String.class})
    private Output<String> url;

    @Export(
            name = "beaconUrl",
            refs = {String.class})
    private Output<String> beaconUrl;

    @Export(
            name = "metricsApi",
            refs = {String.class})
    private Output<String> metricsApi;

    @Export(
            name = "stageName",
            refs = {String.class})
    private Output<String> stageName;

    @Export(
            name = "trackFunctionName",
            refs = {String.class})
    private Output<String> trackFunctionName;

    @Export(
            name = "authorizerFunctionName",
            refs = {String.class})
    private Output<String> authorizerFunctionName;

    @Export(
            name = "apiKeyIds",
            refs = {Map.class, String.class},
            tree = "[0,1,1]")
    private Output<Map<String, String>> apiKeyIds;

    /**
     * Declares the front door.
     *
     * @param name the component's name; its children are named {@code <name>-<role>}
     * @param args the arguments
     * @param options Pulumi's options
     * @throws com.pulumi.exceptions.RunException when an argument is missing or not allowed
     */
    public IngestApi(String name, IngestApiArgs args, ComponentResourceOptions options) {
        super("lolscale:index:IngestApi", name, args, options);
        refuseContradictions(args);
        Map<String, ApiKey> keys = new LinkedHashMap<>();
        for (String keyName : args.apiKeyNames()) {
            keys.put(keyName, apiKey(name + "-key-" + keyName, keyName));
        }
        DeclaredDoor door =
                switch (args.frontDoor()) {
                    case HTTP -> HttpFrontDoor.create(name, this, args, keys);
                    case REST -> RestFrontDoor.create(name, this, args, keys);
                };
        this.url = door.track();
        this.beaconUrl = door.beacon().orElse(null);
        this.metricsApi = door.api();
        this.stageName = door.stage();
        this.trackFunctionName = door.trackFunction();
        this.authorizerFunctionName = door.authorizerFunction().orElse(null);
        List<Output<Map.Entry<String, String>>> ids = new ArrayList<>();
        keys.forEach((keyName, key) -> ids.add(key.id().applyValue(id -> Map.entry(keyName, id))));
        this.apiKeyIds = Output.all(ids).applyValue(entries -> {
            Map<String, String> byName = new LinkedHashMap<>();
            entries.forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
            return byName;
        });
        Map<String, Output<?>> outputs = new LinkedHashMap<>();
        outputs.put("url", url);
        door.beacon().ifPresent(address -> outputs.put("beaconUrl", address));
        outputs.put("metricsApi", metricsApi);
        outputs.put("stageName", stageName);
        outputs.put("trackFunctionName", trackFunctionName);
        door.authorizerFunction().ifPresent(function -> outputs.put("authorizerFunctionName", function));
        outputs.put("apiKeyIds", apiKeyIds);
        registerOutputs(outputs);
    }

    private static void refuseContradictions(IngestApiArgs args) {
        List<String> origins = args.corsOrigins();
        if (args.corsCredentials()
                && (origins.isEmpty() || origins.stream().anyMatch(origin -> origin.contains("*")))) {
            throw new RunException("corsCredentials: true is not allowed with corsOrigins "
                    + (origins.isEmpty() ? "empty" : String.join(", ", origins))
                    + "; allowed is false, or corsOrigins that name each origin without *");
        }
        if (args.domainName().isPresent() && args.certificateArn().isEmpty()) {
            throw new RunException("certificateArn: a value is required with domainName "
                    + args.domainName().get() + "; set it on the builder");
        }
        if (args.domainName().isEmpty()
                && (args.certificateArn().isPresent() || args.hostedZoneId().isPresent())) {
            throw new RunException(
                    "domainName: a value is required with certificateArn and hostedZoneId; set it on the builder");
        }
    }

    /** Where events are posted, with the path {@code /track}. */
    public Output<String> url() {
        return url;
    }

    /** Where beacons are posted, with the path {@code /beacon} and without a key; empty when there is no such way. */
    public Optional<Output<String>> beaconUrl() {
        return Optional.ofNullable(beaconUrl);
    }

    /** The API by what CloudWatch's metrics call it: the id of an HTTP API, the name of a REST API. */
    public Output<String> metricsApi() {
        return metricsApi;
    }

    /** The API's stage. */
    public Output<String> stageName() {
        return stageName;
    }

    /** The function that answers. */
    public Output<String> trackFunctionName() {
        return trackFunctionName;
    }

    /** The function that looks at the key behind an HTTP front door; empty behind REST. */
    public Optional<Output<String>> authorizerFunctionName() {
        return Optional.ofNullable(authorizerFunctionName);
    }

    /** The id of each API key by its name; {@code aws apigateway get-api-key --include-value} tells the value. */
    public Output<Map<String, String>> apiKeyIds() {
        return apiKeyIds;
    }

    private ApiKey apiKey(String name, String keyName) {
        return new ApiKey(
                name,
                ApiKeyArgs.builder().name(keyName).build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .additionalSecretOutputs("value")
                        .build());
    }
}
