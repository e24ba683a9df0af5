package dev.lolscale.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.lolscale.handlers.S3Notification.CreatedObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Moves what Firehose writes under {@code RAW_PREFIX} into the Hive layout under {@code PARTITIONED_PREFIX}, by the day
 * of arrival. Its events are SQS messages whose bodies are S3 event notifications, each with one or more records.
 *
 * <p>It answers {@code {"batchItemFailures":[{"itemIdentifier":"..."}]}} with the messages that were not done in full;
 * those return to the queue, and in the end to its dead-letter queue. A key outside the pattern is left where it is and
 * fails its message: a file that nobody will ever read must be seen, and the dead-letter queue is where one looks.
 * Messages that there is no time for fail as well, and so come again.
 *
 * <p>Environment: {@code RAW_PREFIX} and {@code PARTITIONED_PREFIX}, both ending with a slash.
 */
public final class MoverHandler implements RequestStreamHandler {

    /** A message that there is less time for is not begun: a move is five calls, and Lambda ends the function hard. */
    private static final int SHORTEST_MESSAGE_MILLIS = 3_000;

    private final PartitionedKeys keys;
    private final S3Client s3;
    private final Consumer<String> log;

    /**
     * The function as Lambda starts it, told by its environment.
     *
     * @throws IllegalStateException when a variable is missing or has another form: the function then does not start
     */
    public MoverHandler() {
        this(new Environment(System.getenv()));
    }

    private MoverHandler(Environment environment) {
        this(
                prefix(environment, "RAW_PREFIX"),
                prefix(environment, "PARTITIONED_PREFIX"),
                SdkClients.s3(environment),
                System.out::println);
    }

    MoverHandler(String rawPrefix, String partitionedPrefix, S3Client s3, Consumer<String> logLines) {
        this.keys = new PartitionedKeys(rawPrefix, partitionedPrefix);
        this.s3 = s3;
        this.log = logLines;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        List<String> failed = new ArrayList<>();
        try (JsonParser parser = JsonFields.FACTORY.createParser(input)) {
            parser.nextToken();
            JsonFields.ofObject(parser, (name, value) -> {
                if (name.equals("Records")) {
                    JsonFields.ofArray(value, message -> {
                        Message read = Message.read(message);
                        if (!isDone(read, context::getRemainingTimeInMillis)) {
                            failed.add(read.id);
                        }
                    });
                }
            });
        }
        try (JsonGenerator json = JsonFields.FACTORY.createGenerator(output)) {
            json.writeStartObject();
            json.writeArrayFieldStart("batchItemFailures");
            for (String id : failed) {
                json.writeStartObject();
                json.writeStringField("itemIdentifier", id);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Moves every object that the message names; one that fails does not keep the others. */
    private boolean isDone(Message message, IntSupplier remainingMillis) {
        boolean done = true;
        try {
            for (CreatedObject object : S3Notification.parse(message.body).created()) {
                if (remainingMillis.getAsInt() < SHORTEST_MESSAGE_MILLIS) {
                    return false;
                }
                done &= isMoved(message, object);
            }
        } catch (MoveFailedException e) {
            logFailure(message, "", e.getMessage());
            return false;
        }
        return done;
    }

    private boolean isMoved(Message message, CreatedObject object) {
        try {
            String destination = keys.destinationOf(object.key());
            new ObjectMove(s3, object.bucket(), object.key(), destination).run();
            return true;
        } catch (MoveFailedException e) {
            logFailure(message, object.key(), e.getMessage());
        } catch (SdkException e) {
            logFailure(message, object.key(), "S3: " + e.getMessage());
        }
        return false;
    }

    private void logFailure(Message message, String key, String reason) {
        log.accept(JsonText.of(json -> {
            json.writeStringField("notMoved", key);
            json.writeStringField("reason", reason);
            json.writeStringField("messageId", message.id);
        }));
    }

    static String prefix(Environment environment, String name) {
        String prefix = environment.required(name, "a key prefix that ends with a slash");
        if (!prefix.endsWith("/")) {
            throw new IllegalStateException("environment variable " + name + " is \"" + prefix
                    + "\"; it must end with a slash, so that it cannot match a longer name.");
        }
        return prefix;
    }

    private static final class Message {
        private String id = "";
        private String body = "";

        static Message read(JsonParser element) throws IOException {
            Message message = new Message();
            JsonFields.ofObject(element, (name, value) -> {
                if (name.equals("messageId")) {
                    message.id = JsonFields.text(value);
                } else if (name.equals("body")) {
                    message.body = JsonFields.text(value);
                }
            });
            return message;
        }
    }
}
