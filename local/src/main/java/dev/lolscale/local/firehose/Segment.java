package dev.lolscale.local.firehose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * The spooled content of one object to be: a file of frames, each {@code length, checksum, payload}. The first frame is the header (where
 * the object goes, known from the beginning so that a second delivery overwrites the first), each further one holds the data of one
 * request, so that a request that was never acknowledged is recognised whole. Writing reaches the operating system, not the disk: it
 * outlives the process, not the power.
 */
final class Segment {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXTENSION = ".segment";
    private static final int FRAME_HEAD_BYTES = 2 * Integer.BYTES;
    private static final int LARGEST_FRAME_BYTES = 16 * 1024 * 1024;

    /** Where and what the object will be. */
    record Header(String stream, String bucket, String key, Compression compression, Instant arrival) {

        private byte[] toBytes() {
            return JSON.createObjectNode()
                    .put("stream", stream)
                    .put("bucket", bucket)
                    .put("key", key)
                    .put("compression", compression.name())
                    .put("arrival", arrival.toString())
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static Header of(byte[] bytes) throws IOException {
            try {
                JsonNode read = JSON.readTree(bytes);
                return new Header(
                        read.path("stream").asText(),
                        read.path("bucket").asText(),
                        read.path("key").asText(),
                        Compression.valueOf(read.path("compression").asText()),
                        Instant.parse(read.path("arrival").asText()));
            } catch (JsonProcessingException e) {
                throw new IOException("not a segment header", e);
            }
        }
    }

    private final Path file;
    private final Header header;
    private long length;
    private long dataBytes;

    private Segment(Path file, Header header) {
        this.file = file;
        this.header = header;
    }

    /** Starts the segment of a buffer whose first record arrived at {@code arrival}. */
    static Segment create(Path spool, DeliveryStream stream, Instant arrival) throws IOException {
        UUID id = UUID.randomUUID();
        Header header = new Header(
                stream.name(), stream.bucket(), ObjectKey.of(stream, arrival, id), stream.compression(), arrival);
        Segment segment = new Segment(spool.resolve(id + EXTENSION), header);
        try {
            segment.write(header.toBytes(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            Files.deleteIfExists(segment.file);
            throw e;
        }
        return segment;
    }

    /**
     * Reads what an earlier process left. A last frame that is cut off was never acknowledged and is dropped; an empty segment is deleted.
     *
     * @throws IOException when the file cannot be read, or is damaged in a way that no kill explains
     */
    static Optional<Segment> recover(Path file) throws IOException {
        long intact = 0;
        long dataBytes = 0;
        Header header = null;
        try (DataInputStream in = open(file)) {
            while (true) {
                byte[] payload;
                try {
                    payload = readFrame(in, file, intact);
                } catch (EOFException end) {
                    break;
                }
                if (header == null) {
                    header = Header.of(payload);
                } else {
                    dataBytes += payload.length;
                }
                intact += frameBytes(payload);
            }
        }
        if (dataBytes == 0) {
            Files.delete(file);
            return Optional.empty();
        }
        Segment segment = new Segment(file, header);
        segment.length = intact;
        segment.dataBytes = dataBytes;
        return Optional.of(segment);
    }

    static boolean isSegment(Path file) {
        return file.toString().endsWith(EXTENSION);
    }

    Header header() {
        return header;
    }

    /** Bytes of data received so far. */
    long dataBytes() {
        return dataBytes;
    }

    /**
     * Adds the data of one request, all or nothing.
     *
     * @throws IOException when it could not be written; then the segment is as it was before
     */
    void append(List<byte[]> records) throws IOException {
        int bytes = records.stream().mapToInt(record -> record.length).sum();
        ByteBuffer data = ByteBuffer.allocate(bytes);
        records.forEach(data::put);
        write(data.array(), StandardOpenOption.WRITE);
        dataBytes += bytes;
    }

    private void write(byte[] payload, StandardOpenOption howToOpen) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD_BYTES + payload.length);
        frame.putInt(payload.length).putInt(checksum(payload)).put(payload).flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, howToOpen)) {
            channel.truncate(length).position(length);
            try {
                while (frame.hasRemaining()) {
                    channel.write(frame);
                }
            } catch (IOException e) {
                channel.truncate(length);
                throw e;
            }
        }
        length += frame.limit();
    }

    /** Writes the object's content: the data in order, nothing between, compressed as the header says. */
    void writeObject(Path object) throws IOException {
        try (DataInputStream in = open(file);
                OutputStream out = header.compression() == Compression.GZIP
                        ? new GZIPOutputStream(Files.newOutputStream(object), 64 * 1024)
                        : Files.newOutputStream(object)) {
            long position = frameBytes(readFrame(in, file, 0));
            while (position < length) {
                byte[] data = readFrame(in, file, position);
                out.write(data);
                position += frameBytes(data);
            }
        }
    }

    /** The file that {@link #writeObject} may use: beside the segment, and swept away at the next start. */
    Path objectFile() {
        return file.resolveSibling(file.getFileName() + ".object");
    }

    void delete() throws IOException {
        Files.delete(file);
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 256 * 1024));
    }

    private static byte[] readFrame(DataInputStream in, Path file, long position) throws IOException {
        int payloadBytes = in.readInt();
        int checksum = in.readInt();
        if (payloadBytes < 0 || payloadBytes > LARGEST_FRAME_BYTES) {
            throw damaged(file, position);
        }
        byte[] payload = new byte[payloadBytes];
        in.readFully(payload);
        if (checksum(payload) != checksum) {
            throw damaged(file, position);
        }
        return payload;
    }

    private static long frameBytes(byte[] payload) {
        return (long) FRAME_HEAD_BYTES + payload.length;
    }

    private static IOException damaged(Path file, long position) {
        return new IOException(
                "Firehose spool file " + file + " is damaged at byte " + position
                        + ": it holds acknowledged records, so nothing is skipped. Repair it, or move it away to go on without them.");
    }

    private static int checksum(byte[] payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        return (int) checksum.getValue();
    }
}
