package dev.lolscale.handlers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.IntSupplier;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * The track function's rehearsal: the same handler and the same client with a Firehose that answers on loopback, so that
 * nothing leaves the function and nothing is logged.
 */
final class TrackRehearsal {

    /** HotSpot's first compiler takes a method after some 200 calls. */
    private static final int REQUESTS = 250;

    private static final String LINE =
            "{\\\"event\\\":\\\"LOGIN\\\",\\\"userId\\\":\\\"mark3\\\",\\\"dateTime\\\":\\\"2018-04-04 12:00:00\\\"}\\n";

    /** An event of payload format 2.0; the last of its lines is refused, so that all of the answers' code is run. */
    private static final byte[] REQUEST = ("{\"version\":\"2.0\",\"headers\":{\"content-type\":\"application/json\"},"
                    + "\"requestContext\":{\"authorizer\":{\"lambda\":{\"keyName\":\"rehearsal\"}}},\"body\":\""
                    + LINE.repeat(5)
                    + "{}\",\"isBase64Encoded\":false}")
            .getBytes(StandardCharsets.UTF_8);

    /** Lambda gives an initialization ten seconds. */
    private static final long LIMIT_NANOS = 8_000_000_000L;

    private TrackRehearsal() {}

    /**
     * Rehearses.
     *
     * @throws IllegalStateException when the answer is not the one that such a request gets
     */
    static void run(TrackSettings settings, Environment environment) throws IOException {
        try (RehearsalFirehose stream = new RehearsalFirehose();
                FirehoseClient client = SdkClients.firehoseOnLoopback(environment, stream.endpoint())) {
            TrackHandler handler =
                    new TrackHandler(settings.withDefaultSize(), client, Clock.systemUTC(), Thread::sleep, line -> {});
            long end = System.nanoTime() + LIMIT_NANOS;
            IntSupplier remainingMillis = () -> (int) ((end - System.nanoTime()) / 1_000_000L);
            for (int i = 0; i < REQUESTS; i++) {
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                handler.answer(new ByteArrayInputStream(REQUEST), answer, remainingMillis);
                String text = answer.toString(StandardCharsets.UTF_8);
                if (!text.startsWith("{\"statusCode\":200,")) {
                    throw new IllegalStateException("the rehearsal before the snapshot was answered: " + text);
                }
            }
        }
    }
}
