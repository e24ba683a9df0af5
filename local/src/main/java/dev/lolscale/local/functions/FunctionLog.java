package dev.lolscale.local.functions;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What a function's instances print. One file of at most {@value #MAX_BYTES} bytes, and the one before it as
 * {@code .log.1}: a function that prints without end does not fill the disk.
 */
final class FunctionLog implements Closeable {

    static final int MAX_BYTES = 8 * 1024 * 1024;

    private final Path file;
    private final Path previous;
    private OutputStream out;
    private long bytes;

    FunctionLog(Path directory, String function) throws IOException {
        Files.createDirectories(directory);
        file = directory.resolve(function + ".log");
        previous = directory.resolve(function + ".log.1");
        open();
    }

    private void open() throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        bytes = Files.size(file);
    }

    /**
     * Appends what an instance printed; the next file begins where it would become too large. What can't be written, on
     * a full disk for example, is lost.
     */
    synchronized void write(byte[] text, int length) {
        try {
            if (bytes + length > MAX_BYTES) {
                out.close();
                Files.move(file, previous, StandardCopyOption.REPLACE_EXISTING);
                open();
            }
            out.write(text, 0, length);
            bytes += length;
        } catch (IOException e) {
            // The function must not fail by its log.
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
