package dev.lolscale.handlers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What S3 says in the body of a queue's message.
 *
 * @param created the objects that were created, in order; empty for the test event that S3 sends when the notification
 *     is set up, and for events of any other kind
 */
record S3Notification(List<CreatedObject> created) {

    /**
     * An object that was created.
     *
     * @param bucket its bucket
     * @param key its key, decoded
     */
    record CreatedObject(String bucket, String key) {}

    /**
     * Reads the body of a message.
     *
     * @throws MoveFailedException when it is not a notification of S3's
     */
    static S3Notification parse(String body) throws MoveFailedException {
        Reader reader = new Reader();
        try (JsonParser parser = JsonFields.FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MoveFailedException("the message is not an S3 event notification");
            }
            JsonFields.ofObject(parser, reader::readField);
        } catch (JsonProcessingException e) {
            throw new MoveFailedException("the message is not JSON");
        } catch (IOException | IllegalArgumentException e) {
            throw new MoveFailedException("the message names a key that is not URL-encoded");
        }
        if (!reader.isNotification) {
            throw new MoveFailedException("the message is not an S3 event notification");
        }
        return new S3Notification(List.copyOf(reader.created));
    }

    private static final class Reader {

        private final List<CreatedObject> created = new ArrayList<>();
        private boolean isNotification;
        private String eventName = "";
        private String bucket = "";
        private String key = "";

        void readField(String name, JsonParser value) throws IOException {
            if (name.equals("Event") && JsonFields.text(value).equals("s3:TestEvent")) {
                isNotification = true;
            } else if (name.equals("Records") && value.currentToken() == JsonToken.START_ARRAY) {
                isNotification = true;
                JsonFields.ofArray(value, this::readRecord);
            }
        }

        private void readRecord(JsonParser element) throws IOException {
            eventName = "";
            bucket = "";
            key = "";
            JsonFields.ofObject(element, (name, value) -> {
                if (name.equals("eventName")) {
                    eventName = JsonFields.text(value);
                } else if (name.equals("s3")) {
                    JsonFields.ofObject(value, this::readS3);
                }
            });
            if (eventName.startsWith("ObjectCreated:")) {
                created.add(new CreatedObject(bucket, URLDecoder.decode(key, StandardCharsets.UTF_8)));
            }
        }

        private void readS3(String name, JsonParser value) throws IOException {
            JsonFields.ofObject(value, (field, text) -> {
                if (name.equals("bucket") && field.equals("name")) {
                    bucket = JsonFields.text(text);
                } else if (name.equals("object") && field.equals("key")) {
                    key = JsonFields.text(text);
                }
            });
        }
    }
}
