package dev.lolscale.local.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A queue's file: one JSON object a line, each a change. A last line without its newline was cut off by a kill before anyone was told of
 * it, and is dropped. Writing reaches the operating system, not the disk: it outlives the process, not the power.
 */
final class QueueJournal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHANGES_WORTH_COMPACTING = 10_000;

    private final Path file;
    private final Map<String, QueuedMessage> left;
    private FileChannel channel;
    private long length;
    private long changes;

    private QueueJournal(Path file, Map<String, QueuedMessage> left) {
        this.file = file;
        this.left = left;
    }

    /** Opens the journal, and writes it anew with what is still in the queue. */
    static QueueJournal open(Path file) throws IOException {
        Map<String, QueuedMessage> left = Files.exists(file) ? read(file) : new LinkedHashMap<>();
        QueueJournal journal = new QueueJournal(file, left);
        journal.rewrite(left.values());
        return journal;
    }

    /** The messages that were in the queue when the journal was opened, oldest first. */
    Collection<QueuedMessage> left() {
        return left.values();
    }

    private static Map<String, QueuedMessage> read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        String whole = new String(content, 0, end, StandardCharsets.UTF_8);
        Map<String, QueuedMessage> messages = new LinkedHashMap<>();
        long number = 0;
        for (String line : whole.lines().toList()) {
            number++;
            try {
                apply(JSON.readTree(line), messages);
            } catch (JsonProcessingException damaged) {
                throw new IOException(
                        "Queue journal " + file + " is damaged at line " + number
                                + ": repair it, or move it away to go on" + " without its messages.",
                        damaged);
            }
        }
        return messages;
    }

    private static void apply(JsonNode change, Map<String, QueuedMessage> messages) {
        String id = change.path("id").asText();
        switch (change.path("change").asText()) {
            case "sent" -> messages.put(id, QueuedMessage.of(change.path("message")));
            case "received" ->
                messages.computeIfPresent(
                        id,
                        (sameId, message) -> message.received(
                                Instant.parse(change.path("at").asText()),
                                Instant.parse(change.path("visibleFrom").asText())));
            default -> messages.remove(id);
        }
    }

    void sent(QueuedMessage message) {
        append(JSON.createObjectNode()
                .put("change", "sent")
                .put("id", message.id())
                .set("message", message.toJson()));
    }

    void received(QueuedMessage message, Instant at) {
        append(JSON.createObjectNode()
                .put("change", "received")
                .put("id", message.id())
                .put("at", at.toString())
                .put("visibleFrom", message.visibleFrom().toString()));
    }

    void deleted(String id) {
        append(JSON.createObjectNode().put("change", "deleted").put("id", id));
    }

    private void append(JsonNode change) {
        ByteBuffer line = ByteBuffer.wrap((change + "\n").getBytes(StandardCharsets.UTF_8));
        int bytes = line.remaining();
        try {
            channel.truncate(length).position(length);
            try {
                while (line.hasRemaining()) {
                    channel.write(line);
                }
            } catch (IOException e) {
                channel.truncate(length);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Queue journal " + file + " cannot be written: " + e.getMessage(), e);
        }
        length += bytes;
        changes++;
    }

    /** Writes the file anew when most of it is history. */
    void compactIfWorthwhile(Collection<QueuedMessage> messages) {
        if (changes >= CHANGES_WORTH_COMPACTING && changes >= 4L * messages.size()) {
            try {
                rewrite(messages);
            } catch (IOException e) {
                throw new UncheckedIOException("Queue journal " + file + " cannot be rewritten: " + e.getMessage(), e);
            }
        }
    }

    private void rewrite(Collection<QueuedMessage> messages) throws IOException {
        Path compacted = file.resolveSibling(file.getFileName() + ".new");
        try (var writer = Files.newBufferedWriter(compacted, StandardCharsets.UTF_8)) {
            for (QueuedMessage message : messages) {
                ObjectNode sent = JSON.createObjectNode().put("change", "sent").put("id", message.id());
                writer.write(sent.set("message", message.toJson()) + "\n");
            }
        }
        Files.move(compacted, file, StandardCopyOption.ATOMIC_MOVE);
        close();
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        length = channel.size();
        changes = 0;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
