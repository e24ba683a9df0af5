package dev.lolscale.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.lolscale.handlers.EventLines.Line;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.EventSchema;
import dev.lolscale.schema.ParsedLine;
import dev.lolscale.schema.ParsedLine.Event;
import dev.lolscale.schema.ParsedLine.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * POST /track: takes events, judges each line by itself, and hands the good ones to Firehose, packed.
 *
 * <p>It reads proxy events of payload format 1.0 (REST API) and 2.0 (HTTP API). A body is newline-delimited JSON, one
 * object, or an array of objects; UTF-8; gzip is told by its first bytes. Answers:
 *
 * <ul>
 *   <li>204: Firehose has acknowledged every event.
 *   <li>200 {@code {accepted, rejected: [{line, reason, field}]}}: it has acknowledged {@code accepted} of them; the
 *       others are named, each with the code of a {@link dev.lolscale.schema.Reason}.
 *   <li>400: no line is an event, or there is none, or the body's base64 or gzip is damaged.
 *   <li>413: more than 20 MiB inflated, or more than 10,000 events.
 *   <li>415: a content type or encoding that is not one of the above.
 *   <li>503 with Retry-After: the lines with reason {@code not_delivered} were not acknowledged in time.
 *   <li>500: a fault of the function, without details.
 * </ul>
 *
 * All but 200 and 204 are {@code application/problem+json}, and carry the same two keys. So that every line that was
 * not taken can be named within the 6 MB that Lambda takes as an answer, the list is never cut: the events of a request
 * are limited instead.
 *
 * <p>Environment: see {@link TrackSettings}. At most one line is logged an invocation, without content: see
 * {@link InvocationLog}.
 */
public final class TrackHandler implements RequestStreamHandler {

    private final TrackSettings settings;
    private final EventSchema schema = EventSchema.load();
    private final EventParser parser;
    private final Delivery delivery;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final InvocationLog log;

    /**
     * The function as Lambda starts it, told by its environment.
     *
     * @throws IllegalStateException when a variable is missing or out of range: the function then does not start
     */
    public TrackHandler() {
        this(new Environment(System.getenv()));
    }

    private TrackHandler(Environment environment) {
        this(
                TrackSettings.from(environment),
                SdkClients.firehose(environment),
                Clock.systemUTC(),
                Thread::sleep,
                System.out::println);
        Priming.with(() -> TrackRehearsal.run(settings, environment));
    }

    TrackHandler(TrackSettings settings, FirehoseClient firehose, Clock clock, Pause pause, Consumer<String> logLines) {
        this.settings = settings;
        this.parser = new EventParser(schema, settings.maxEventBytes(), false);
        this.delivery = new Delivery(firehose, settings.streamName(), pause, random);
        this.clock = clock;
        this.log = new InvocationLog(logLines, clock, settings.functionName(), settings.invocationsPerLogLine());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        answer(input, output, context::getRemainingTimeInMillis);
    }

    /** Answers one request. */
    void answer(InputStream input, OutputStream output, IntSupplier remainingMillis) throws IOException {
        long started = System.nanoTime();
        ProxyAnswer answer;
        try {
            answer = answer(ProxyRequest.read(input), remainingMillis, started);
        } catch (IOException | RuntimeException e) {
            log.fault(e);
            answer = TrackAnswers.fault();
        }
        answer.write(output, settings.corsHeaders());
    }

    private ProxyAnswer answer(ProxyRequest request, IntSupplier remainingMillis, long started) {
        try {
            TrackOutcome outcome = track(RequestBody.read(request), remainingMillis);
            log.tracked(outcome, request.keyName(), started);
            return TrackAnswers.of(outcome);
        } catch (RefusedException refusal) {
            log.refused(refusal.status(), request.keyName(), started);
            return TrackAnswers.refused(refusal);
        }
    }

    private TrackOutcome track(byte[] body, IntSupplier remainingMillis) throws RefusedException {
        ReceiptStamp stamp = new ReceiptStamp(schema, random, clock.millis());
        RecordPacker packer = new RecordPacker();
        List<RejectedLine> rejected = new ArrayList<>();
        List<Line> lines = EventLines.of(body);
        for (Line line : lines) {
            ParsedLine parsed = parser.parse(body, line.start(), line.end() - line.start());
            if (parsed instanceof Event event) {
                packer.add(line.number(), stamp.stamp(body, line, event.values()));
            } else if (parsed instanceof Rejected fault) {
                rejected.add(new RejectedLine(line.number(), fault.reason().code(), fault.field()));
            }
        }
        List<PackedRecord> records = packer.records();
        Delivery.Result result = delivery.deliver(records, remainingMillis);
        result.undelivered().stream()
                .flatMap(packed -> packed.lines().stream())
                .map(number -> new RejectedLine(number, RejectedLine.NOT_DELIVERED, ""))
                .forEach(rejected::add);
        rejected.sort(Comparator.comparingInt(RejectedLine::number));
        return new TrackOutcome(
                lines.size() - rejected.size(),
                rejected,
                billedBytes(records) - billedBytes(result.undelivered()),
                result.lastError());
    }

    private static long billedBytes(List<PackedRecord> records) {
        return records.stream().mapToLong(PackedRecord::billedBytes).sum();
    }
}
