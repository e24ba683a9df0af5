package dev.lolscale.bench;

/** A benchmark that has no result. The message is the one line that the person who ran it reads. */
public final class BenchmarkException extends RuntimeException {

    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
