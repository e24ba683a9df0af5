package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Optional;

/** The arguments of {@link IngestApi}. */
public final class IngestApiArgs extends ResourceArgs {

    @Import(name = "frontDoor")
    private String frontDoor;

    @Import(name = "streamName", required = true)
    private Output<String> streamName;

    @Import(name = "streamArn", required = true)
    private Output<String> streamArn;

    @Import(name = "functionsJar", required = true)
    private Output<String> functionsJar;

    @Import(name = "apiKeyNames", required = true)
    private List<String> apiKeyNames;

    @Import(name = "corsOrigins")
    private List<String> corsOrigins;

    @Import(name = "corsCredentials")
    private Boolean corsCredentials;

    @Import(name = "beacon")
    private Boolean beacon;

    @Import(name = "authorizerCacheSeconds")
    private Output<Integer> authorizerCacheSeconds;

    @Import(name = "domainName")
    private String domainName;

    @Import(name = "certificateArn")
    private Output<String> certificateArn;

    @Import(name = "hostedZoneId")
    private Output<String> hostedZoneId;

    @Import(name = "memoryMegabytes")
    private Output<Integer> memoryMegabytes;

    @Import(name = "timeoutSeconds")
    private Output<Integer> timeoutSeconds;

    @Import(name = "throttlingRateLimit")
    private Output<Integer> throttlingRateLimit;

    @Import(name = "throttlingBurstLimit")
    private Output<Integer> throttlingBurstLimit;

    @Import(name = "requestsPerMonth")
    private Integer requestsPerMonth;

    @Import(name = "invocationsPerLogLine")
    private Output<Integer> invocationsPerLogLine;

    @Import(name = "logRetentionDays")
    private Output<Integer> logRetentionDays;

    @Import(name = "encryptionKeyArn")
    private Output<String> encryptionKeyArn;

    private IngestApiArgs() {}

    /** Starts a set of arguments. Required are the stream's name and ARN, the functions' jar and the API key names. */
    public static Builder builder() {
        return new Builder();
    }

    /** What receives the events. Default {@link FrontDoor#HTTP}. */
    public FrontDoor frontDoor() {
        return frontDoor == null ? FrontDoor.HTTP : FrontDoor.of(frontDoor);
    }

    /** The Firehose stream that the events are put on. */
    public Output<String> streamName() {
        return streamName;
    }

    /** The ARN of that stream: the only resource that the track function may write to. */
    public Output<String> streamArn() {
        return streamArn;
    }

    /** The path of the functions' jar, relative to the project's directory. */
    public Output<String> functionsJar() {
        return functionsJar;
    }

    /** The names of the API keys, one or more. AWS makes the values. */
    public List<String> apiKeyNames() {
        return List.copyOf(apiKeyNames);
    }

    /**
     * The web origins whose pages may send events, or {@code *} for any. Default none: no CORS at all. A REST front
     * door takes one at most, for its preflight answer is fixed.
     */
    public List<String> corsOrigins() {
        return corsOrigins == null ? List.of() : List.copyOf(corsOrigins);
    }

    /**
     * Whether pages may send their cookies along, and blobs of another type than text through {@code sendBeacon}, which
     * always does. The origins must then be named: with {@code *} any page could act for its visitor. Default false.
     */
    public boolean corsCredentials() {
        return corsCredentials != null && corsCredentials;
    }

    /**
     * Whether there is {@code POST /beacon?key=KEY} for {@code navigator.sendBeacon}, which can send no headers. Only an
     * HTTP front door can look for a key in the query string. Default false.
     */
    public boolean beacon() {
        return beacon != null && beacon;
    }

    /**
     * Seconds that API Gateway keeps the authorizer's answer for a key, 0 to 3600: as long at most, a key that was taken
     * back is still let in. Of no effect behind a REST front door, which knows the keys itself. Default {@value
     * IngestApi#DEFAULT_AUTHORIZER_CACHE_SECONDS}.
     */
    public Output<Integer> authorizerCacheSeconds() {
        return authorizerCacheSeconds == null
                ? Output.of(IngestApi.DEFAULT_AUTHORIZER_CACHE_SECONDS)
                : authorizerCacheSeconds;
    }

    /** A domain name of your own for the front door, for example {@code events.example.com}. Default none. */
    public Optional<String> domainName() {
        return Optional.ofNullable(domainName);
    }

    /** The ARN of the domain name's certificate in AWS Certificate Manager, of the front door's region. */
    public Optional<Output<String>> certificateArn() {
        return Optional.ofNullable(certificateArn);
    }

    /** The Route 53 zone that gets the domain name's alias record. Default none: you make the record elsewhere. */
    public Optional<Output<String>> hostedZoneId() {
        return Optional.ofNullable(hostedZoneId);
    }

    /** Memory of the track function in megabytes. Default {@value IngestApi#DEFAULT_MEMORY_MEGABYTES}. */
    public Output<Integer> memoryMegabytes() {
        return memoryMegabytes == null ? Output.of(IngestApi.DEFAULT_MEMORY_MEGABYTES) : memoryMegabytes;
    }

    /** The track function's time limit in seconds. Default {@value IngestApi#DEFAULT_TIMEOUT_SECONDS}. */
    public Output<Integer> timeoutSeconds() {
        return timeoutSeconds == null ? Output.of(IngestApi.DEFAULT_TIMEOUT_SECONDS) : timeoutSeconds;
    }

    /** Requests a second, averaged. Default {@value IngestApi#DEFAULT_THROTTLING_RATE_LIMIT}. */
    public Output<Integer> throttlingRateLimit() {
        return throttlingRateLimit == null ? Output.of(IngestApi.DEFAULT_THROTTLING_RATE_LIMIT) : throttlingRateLimit;
    }

    /** Requests at once. Default {@value IngestApi#DEFAULT_THROTTLING_BURST_LIMIT}. */
    public Output<Integer> throttlingBurstLimit() {
        return throttlingBurstLimit == null
                ? Output.of(IngestApi.DEFAULT_THROTTLING_BURST_LIMIT)
                : throttlingBurstLimit;
    }

    /** Requests a month that each key may make; only a REST front door can count them. Default no limit. */
    public Optional<Integer> requestsPerMonth() {
        return Optional.ofNullable(requestsPerMonth);
    }

    /**
     * For how many invocations of a key the track function writes one line of log, which holds their metrics, 1 to 100.
     * Sums stay exact, but for what an instance that ends has not written yet. Default
     * {@value IngestApi#DEFAULT_INVOCATIONS_PER_LOG_LINE}.
     */
    public Output<Integer> invocationsPerLogLine() {
        return invocationsPerLogLine == null
                ? Output.of(IngestApi.DEFAULT_INVOCATIONS_PER_LOG_LINE)
                : invocationsPerLogLine;
    }

    /** Days that the functions' logs are kept. Default {@value IngestApi#DEFAULT_LOG_RETENTION_DAYS}. */
    public Output<Integer> logRetentionDays() {
        return logRetentionDays == null ? Output.of(IngestApi.DEFAULT_LOG_RETENTION_DAYS) : logRetentionDays;
    }

    /**
     * A KMS key for the functions' variables, snapshots and logs. Its policy must let this account's IAM policies
     * decide, and CloudWatch Logs use it; the key of {@link EncryptionKey} does. Without it, AWS's own keys are used.
     */
    public Optional<Output<String>> encryptionKeyArn() {
        return Optional.ofNullable(encryptionKeyArn);
    }

    /** Collects the arguments; each is described at its getter. */
    public static final class Builder {

        private final IngestApiArgs args = new IngestApiArgs();

        private Builder() {}

        /** See {@link IngestApiArgs#frontDoor()}. */
        public Builder frontDoor(FrontDoor frontDoor) {
            args.frontDoor = frontDoor.value();
            return this;
        }

        /** See {@link IngestApiArgs#streamName()}. */
        public Builder streamName(Output<String> streamName) {
            args.streamName = streamName;
            return this;
        }

        /** See {@link IngestApiArgs#streamName()}. */
        public Builder streamName(String streamName) {
            return streamName(Output.of(streamName));
        }

        /** See {@link IngestApiArgs#streamArn()}. */
        public Builder streamArn(Output<String> streamArn) {
            args.streamArn = streamArn;
            return this;
        }

        /** See {@link IngestApiArgs#streamArn()}. */
        public Builder streamArn(String streamArn) {
            return streamArn(Output.of(streamArn));
        }

        /** See {@link IngestApiArgs#functionsJar()}. */
        public Builder functionsJar(Output<String> functionsJar) {
            args.functionsJar = functionsJar;
            return this;
        }

        /** See {@link IngestApiArgs#functionsJar()}. */
        public Builder functionsJar(String functionsJar) {
            return functionsJar(Output.of(functionsJar));
        }

        /** See {@link IngestApiArgs#apiKeyNames()}. */
        public Builder apiKeyNames(List<String> apiKeyNames) {
            args.apiKeyNames = List.copyOf(apiKeyNames);
            return this;
        }

        /** See {@link IngestApiArgs#apiKeyNames()}. */
        public Builder apiKeyNames(String... apiKeyNames) {
            return apiKeyNames(List.of(apiKeyNames));
        }

        /** See {@link IngestApiArgs#corsOrigins()}. */
        public Builder corsOrigins(List<String> corsOrigins) {
            args.corsOrigins = List.copyOf(corsOrigins);
            return this;
        }

        /** See {@link IngestApiArgs#corsOrigins()}. */
        public Builder corsOrigins(String... corsOrigins) {
            return corsOrigins(List.of(corsOrigins));
        }

        /** See {@link IngestApiArgs#corsCredentials()}. */
        public Builder corsCredentials(boolean corsCredentials) {
            args.corsCredentials = corsCredentials;
            return this;
        }

        /** See {@link IngestApiArgs#beacon()}. */
        public Builder beacon(boolean beacon) {
            args.beacon = beacon;
            return this;
        }

        /** See {@link IngestApiArgs#authorizerCacheSeconds()}. */
        public Builder authorizerCacheSeconds(Output<Integer> authorizerCacheSeconds) {
            args.authorizerCacheSeconds = authorizerCacheSeconds;
            return this;
        }

        /** See {@link IngestApiArgs#authorizerCacheSeconds()}. */
        public Builder authorizerCacheSeconds(int authorizerCacheSeconds) {
            return authorizerCacheSeconds(Output.of(authorizerCacheSeconds));
        }

        /** See {@link IngestApiArgs#domainName()}. */
        public Builder domainName(String domainName) {
            args.domainName = domainName;
            return this;
        }

        /** See {@link IngestApiArgs#certificateArn()}. */
        public Builder certificateArn(Output<String> certificateArn) {
            args.certificateArn = certificateArn;
            return this;
        }

        /** See {@link IngestApiArgs#certificateArn()}. */
        public Builder certificateArn(String certificateArn) {
            return certificateArn(Output.of(certificateArn));
        }

        /** See {@link IngestApiArgs#hostedZoneId()}. */
        public Builder hostedZoneId(Output<String> hostedZoneId) {
            args.hostedZoneId = hostedZoneId;
            return this;
        }

        /** See {@link IngestApiArgs#hostedZoneId()}. */
        public Builder hostedZoneId(String hostedZoneId) {
            return hostedZoneId(Output.of(hostedZoneId));
        }

        /** See {@link IngestApiArgs#memoryMegabytes()}. */
        public Builder memoryMegabytes(Output<Integer> memoryMegabytes) {
            args.memoryMegabytes = memoryMegabytes;
            return this;
        }

        /** See {@link IngestApiArgs#memoryMegabytes()}. */
        public Builder memoryMegabytes(int memoryMegabytes) {
            return memoryMegabytes(Output.of(memoryMegabytes));
        }

        /** See {@link IngestApiArgs#timeoutSeconds()}. */
        public Builder timeoutSeconds(Output<Integer> timeoutSeconds) {
            args.timeoutSeconds = timeoutSeconds;
            return this;
        }

        /** See {@link IngestApiArgs#timeoutSeconds()}. */
        public Builder timeoutSeconds(int timeoutSeconds) {
            return timeoutSeconds(Output.of(timeoutSeconds));
        }

        /** See {@link IngestApiArgs#throttlingRateLimit()}. */
        public Builder throttlingRateLimit(Output<Integer> throttlingRateLimit) {
            args.throttlingRateLimit = throttlingRateLimit;
            return this;
        }

        /** See {@link IngestApiArgs#throttlingRateLimit()}. */
        public Builder throttlingRateLimit(int throttlingRateLimit) {
            return throttlingRateLimit(Output.of(throttlingRateLimit));
        }

        /** See {@link IngestApiArgs#throttlingBurstLimit()}. */
        public Builder throttlingBurstLimit(Output<Integer> throttlingBurstLimit) {
            args.throttlingBurstLimit = throttlingBurstLimit;
            return this;
        }

        /** See {@link IngestApiArgs#throttlingBurstLimit()}. */
        public Builder throttlingBurstLimit(int throttlingBurstLimit) {
            return throttlingBurstLimit(Output.of(throttlingBurstLimit));
        }

        /** See {@link IngestApiArgs#requestsPerMonth()}. */
        public Builder requestsPerMonth(int requestsPerMonth) {
            args.requestsPerMonth = requestsPerMonth;
            return this;
        }

        /** See {@link IngestApiArgs#invocationsPerLogLine()}. */
        public Builder invocationsPerLogLine(Output<Integer> invocationsPerLogLine) {
            args.invocationsPerLogLine = invocationsPerLogLine;
            return this;
        }

        /** See {@link IngestApiArgs#invocationsPerLogLine()}. */
        public Builder invocationsPerLogLine(int invocationsPerLogLine) {
            return invocationsPerLogLine(Output.of(invocationsPerLogLine));
        }

        /** See {@link IngestApiArgs#logRetentionDays()}. */
        public Builder logRetentionDays(Output<Integer> logRetentionDays) {
            args.logRetentionDays = logRetentionDays;
            return this;
        }

        /** See {@link IngestApiArgs#logRetentionDays()}. */
        public Builder logRetentionDays(int logRetentionDays) {
            return logRetentionDays(Output.of(logRetentionDays));
        }

        /** See {@link IngestApiArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(Output<String> encryptionKeyArn) {
            args.encryptionKeyArn = encryptionKeyArn;
            return this;
        }

        /** See {@link IngestApiArgs#encryptionKeyArn()}. */
        public Builder encryptionKeyArn(String encryptionKeyArn) {
            return encryptionKeyArn(Output.of(encryptionKeyArn));
        }

        /**
         * The arguments.
         *
         * @throws com.pulumi.exceptions.RunException when a required one is missing: one line with its name
         */
        public IngestApiArgs build() {
            Required.argument("IngestApiArgs.streamName", args.streamName);
            Required.argument("IngestApiArgs.streamArn", args.streamArn);
            Required.argument("IngestApiArgs.functionsJar", args.functionsJar);
            Required.argument("IngestApiArgs.apiKeyNames", args.apiKeyNames);
            return args;
        }
    }
}
