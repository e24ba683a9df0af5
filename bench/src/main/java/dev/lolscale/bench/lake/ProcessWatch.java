package dev.lolscale.bench.lake;

import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.ProcessFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at one process until it has ended: how it was started, and the most memory that it had. */
final class ProcessWatch implements AutoCloseable {

    private static final long PERIOD_MILLIS = 50;

    private final Supplier<OptionalLong> process;
    private final CountDownLatch closed = new CountDownLatch(1);
    private List<String> command = List.of();
    private double peakMegabytes;

    private ProcessWatch(Supplier<OptionalLong> process) {
        this.process = process;
    }

    /**
     * Begins.
     *
     * @param process the process's id, once there is one
     */
    static ProcessWatch start(Supplier<OptionalLong> process) {
        ProcessWatch watch = new ProcessWatch(process);
        Thread thread = new Thread(watch::watch, "watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void watch() {
        OptionalLong pid = OptionalLong.empty();
        try {
            do {
                pid = pid.isPresent() ? pid : process.get();
                if (pid.isPresent()) {
                    look(pid.getAsLong());
                }
            } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look(long pid) {
        if (command.isEmpty()) {
            command = commandLine(pid);
        }
        try {
            peakMegabytes = Math.max(peakMegabytes, new ProcessFigures(pid).peakMegabytes());
        } catch (IOException | BenchmarkException e) {
            // It has ended: what was seen last stands.
            return;
        }
    }

    /** The words of a process's command line; none when it has ended. */
    static List<String> commandLine(long pid) {
        try {
            return List.of(
                    Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The words that started it. */
    synchronized List<String> command() {
        return command;
    }

    /**
     * The most resident memory that it had, in MB, which are 1,048,576 bytes; read twenty times a second from what the
     * kernel keeps.
     */
    synchronized double peakMegabytes() {
        if (peakMegabytes == 0) {
            throw new BenchmarkException("the process that was to be measured was never seen");
        }
        return peakMegabytes;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
