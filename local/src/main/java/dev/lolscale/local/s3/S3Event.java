package dev.lolscale.local.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** S3's event notification message, version 2.1, as the S3 user guide documents it ("Event message structure"). */
final class S3Event {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter EVENT_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String ACCOUNT = "000000000000";

    private S3Event() {}

    static String message(ObjectCreated created, String region, String configurationId) {
        ObjectNode message = JSON.createObjectNode();
        ObjectNode record = message.putArray("Records").addObject();
        record.put("eventVersion", "2.1");
        record.put("eventSource", "aws:s3");
        record.put("awsRegion", region);
        record.put("eventTime", EVENT_TIME.format(created.time()));
        record.put("eventName", created.eventName());
        record.putObject("userIdentity").put("principalId", "AWS:" + ACCOUNT);
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements")
                .put("x-amz-request-id", created.sequencer())
                .put(
                        "x-amz-id-2",
                        UUID.nameUUIDFromBytes(bytes(created.sequencer())).toString());
        ObjectNode s3 = record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.put("configurationId", configurationId);
        ObjectNode bucket = s3.putObject("bucket");
        bucket.put("name", created.bucket());
        bucket.putObject("ownerIdentity").put("principalId", ACCOUNT);
        bucket.put("arn", "arn:aws:s3:::" + created.bucket());
        s3.putObject("object")
                .put("key", encodedKey(created.key()))
                .put("size", created.size())
                .put("eTag", created.eTag())
                .put("sequencer", created.sequencer());
        return message.toString();
    }

    /** Form encoding with slashes kept: {@code year=2018/red flower.jpg} is {@code year%3D2018/red+flower.jpg}. */
    private static String encodedKey(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    static String note(ObjectCreated created) {
        return JSON.createObjectNode()
                .put("eventName", created.eventName())
                .put("bucket", created.bucket())
                .put("key", created.key())
                .put("size", created.size())
                .put("eTag", created.eTag())
                .put("sequencer", created.sequencer())
                .put("time", created.time().toString())
                .toString();
    }

    static ObjectCreated readNote(String note) {
        try {
            JsonNode read = JSON.readTree(note);
            return new ObjectCreated(
                    read.path("eventName").asText(),
                    read.path("bucket").asText(),
                    read.path("key").asText(),
                    read.path("size").asLong(),
                    read.path("eTag").asText(),
                    read.path("sequencer").asText(),
                    Instant.parse(read.path("time").asText()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
