package dev.lolscale.local.reconcile;

import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.EventSchema;
import dev.lolscale.schema.ParsedLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What lies in the raw zone, counted from its files without the help of the job.
 *
 * @param objects files
 * @param bytes their size
 * @param lines lines that are not blank
 * @param ids how often each event's id stands there
 */
public record RawZone(long objects, long bytes, long lines, Map<String, Integer> ids) {

    /** No line is longer: it came in one Firehose record, which takes 1,000 KiB. */
    private static final int LONGEST_LINE_BYTES = 1_024_000;

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads every object under a folder; none when there is no such folder. Names that end with {@code .gz} are
     * compressed. A line ends with a newline and nothing else: the job splits there.
     *
     * @throws IOException when an object cannot be read; the message names it
     */
    public static RawZone read(Path folder) throws IOException {
        List<Path> files = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> found = Files.walk(folder)) {
                files = found.filter(Files::isRegularFile).sorted().toList();
            }
        }
        Lines lines = new Lines();
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
            try (InputStream stored = Files.newInputStream(file)) {
                lines.count(file.toString().endsWith(".gz") ? new GZIPInputStream(stored, BUFFER_BYTES) : stored);
            } catch (IOException e) {
                throw new IOException("the raw object " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new RawZone(files.size(), bytes, lines.count, lines.ids);
    }

    /** Counts the lines of one object after the other. */
    private static final class Lines {

        private final EventSchema schema = EventSchema.load();
        private final EventParser parser = new EventParser(schema, LONGEST_LINE_BYTES, false);
        private final int id = schema.indexOf("eventid");
        private final Map<String, Integer> ids = new HashMap<>();
        private long count;

        void count(InputStream in) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                int start = 0;
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, start, i - start);
                        count(line.toByteArray());
                        line.reset();
                        start = i + 1;
                    }
                }
                line.write(buffer, start, length - start);
            }
            count(line.toByteArray());
        }

        private void count(byte[] line) {
            if (isBlank(line)) {
                return;
            }
            count++;
            if (parser.parse(line) instanceof ParsedLine.Event event && event.values()[id] != null) {
                ids.merge((String) event.values()[id], 1, Integer::sum);
            }
        }

        private static boolean isBlank(byte[] line) {
            for (byte b : line) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }
}
