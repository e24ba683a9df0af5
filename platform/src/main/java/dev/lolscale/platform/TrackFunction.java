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

    /** @param corsOrigin the origin that the function itself must answer, behind REST; behind HTTP the API does */
    static JavaFunction create(String name, Resource parent, IngestApiArgs args, Optional<String> corsOrigin) {
        return JavaFunction.create(
                name + "-track",
                parent,
                new JavaFunction.Definition(
                        args.functionsJar(),
                        HANDLER,
                        args.memoryMegabytes(),
                        args.timeoutSeconds(),
                        Output.tuple(args.streamName(), args.invocationsPerLogLine())
                                .applyValue(values -> environment(values.t1, values.t2, corsOrigin)),
                        List.of(args.streamArn().applyValue(arn -> Statement.allow("firehose:PutRecordBatch")
                                .on(arn))),
                        args.logRetentionDays()));
    }

    private static Map<String, String> environment(
            String stream, int invocationsPerLogLine, Optional<String> corsOrigin) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("STREAM_NAME", stream);
        environment.put("INVOCATIONS_PER_LOG_LINE", Integer.toString(invocationsPerLogLine));
        corsOrigin.ifPresent(origin -> environment.put("CORS_ALLOW_ORIGIN", origin));
        return environment;
    }
}
