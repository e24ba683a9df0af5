package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The function behind {@code POST /track}. */
final class TrackFunction {

    private static final String HANDLER = "dev.lolscale.handlers.TrackHandler";

    private TrackFunction() {}

    /** @param cors what the function itself must answer to pages, behind REST; behind HTTP the API does */
    static JavaFunction create(String name, Resource parent, IngestApiArgs args, Optional<RestCors> cors) {
        return JavaFunction.create(
                name + "-track",
                parent,
                new JavaFunction.Definition(
                        args.functionsJar(),
                        HANDLER,
                        args.memoryMegabytes(),
                        args.timeoutSeconds(),
                        Output.tuple(args.streamName(), args.invocationsPerLogLine())
                                .applyValue(values -> environment(values.t1, values.t2, cors)),
                        List.of(args.streamArn().applyValue(arn -> Statement.allow("firehose:PutRecordBatch")
                                .on(arn))),
                        args.logRetentionDays(),
                        args.encryptionKeyArn()));
    }

    private static Map<String, String> environment(String stream, int invocationsPerLogLine, Optional<RestCors> cors) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("STREAM_NAME", stream);
        environment.put("INVOCATIONS_PER_LOG_LINE", Integer.toString(invocationsPerLogLine));
        cors.ifPresent(allowed -> {
            environment.put("CORS_ALLOW_ORIGIN", allowed.origin());
            if (allowed.credentials()) {
                environment.put("CORS_ALLOW_CREDENTIALS", "true");
            }
        });
        return environment;
    }
}
