package dev.lolscale.bench.send;

import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.ProcessFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads the resident memory of some processes twice a second. */
final class MemorySampler implements AutoCloseable {

    private static final long PERIOD_MILLIS = 500;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, ProcessFigures> processes = new LinkedHashMap<>();
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();
    private String problem = "";

    private MemorySampler() {}

    /**
     * Begins.
     *
     * @param processes what to call each, and its id
     */
    static MemorySampler start(Map<String, Long> processes) {
        MemorySampler sampler = new MemorySampler();
        processes.forEach((name, pid) -> {
            sampler.processes.put(name, new ProcessFigures(pid));
            sampler.samples.put(name, new ArrayList<>());
        });
        Thread thread = new Thread(sampler::run, "memory");
        thread.setDaemon(true);
        thread.start();
        return sampler;
    }

    private void run() {
        try {
            do {
                sample();
            } while (!ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sample() {
        processes.forEach((name, figures) -> {
            try {
                samples.get(name).add(figures.residentMegabytes());
            } catch (IOException | BenchmarkException e) {
                problem = name + " ended while events were sent: " + e.getMessage();
            }
        });
    }

    /**
     * Ends.
     *
     * @return megabytes by process
     * @throws BenchmarkException when one of the processes has ended meanwhile
     */
    synchronized Map<String, List<Double>> end() {
        ended.countDown();
        if (!problem.isEmpty()) {
            throw new BenchmarkException(problem);
        }
        return samples;
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
