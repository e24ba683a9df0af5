package dev.lolscale.local.console;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Counts the lines of the raw zone: each object once, because an object never changes. Not for several threads. */
final class RawLines {

    private static final int BUFFER_BYTES = 1 << 16;

    private record Key(Path file, long bytes) {}

    private final Path folder;
    private Map<Key, Long> counted = new HashMap<>();

    RawLines(Path folder) {
        this.folder = folder;
    }

    /** The lines that are not blank, in all objects that lie there now. */
    long count() throws IOException {
        Map<Key, Long> now = new HashMap<>();
        List<Path> files = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> found = Files.walk(folder)) {
                files = found.filter(Files::isRegularFile).toList();
            }
        }
        long lines = 0;
        for (Path file : files) {
            Key key = new Key(file, Files.size(file));
            Long known = counted.get(key);
            long count = known == null ? linesOf(file) : known;
            now.put(key, count);
            lines += count;
        }
        counted = now;
        return lines;
    }

    private static long linesOf(Path file) throws IOException {
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz")
                        ? new GZIPInputStream(stored, BUFFER_BYTES)
                        : new BufferedInputStream(stored)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long lines = 0;
            boolean blank = true;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    byte each = buffer[i];
                    if (each == '\n') {
                        lines += blank ? 0 : 1;
                        blank = true;
                    } else if (each != ' ' && each != '\t' && each != '\r') {
                        blank = false;
                    }
                }
            }
            return lines + (blank ? 0 : 1);
        }
    }
}
