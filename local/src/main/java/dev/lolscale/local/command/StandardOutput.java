package dev.lolscale.local.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** An output that remembers why it could not be written, which a {@link java.io.PrintStream} keeps to itself. */
final class StandardOutput extends FilterOutputStream {

    private IOException problem;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            problem = e;
            throw e;
        }
    }

    /** Why something is missing at the reader's end; empty when nothing is, or when the reader has gone away by choice. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem).map(Throwable::getMessage).filter(why -> !why.contains("Broken pipe"));
    }
}
