package dev.lolscale.local.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.local.load.SeedEvents.Line;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * The load generator: posts events to a front door, local or on AWS, and keeps account of every line. What was not
 * accepted for want of delivery is sent again, and only that.
 */
public final class EventSender {

    /** With the pauses between them, about as long as a service that is busy needs to recover. */
    private static final int ATTEMPTS = 8;

    private static final String NOT_DELIVERED = "not_delivered";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(35);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SendSettings settings;
    private final boolean keepIds;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Map<String, Integer> acceptedIds = new HashMap<>();
    private final Map<String, Long> rejectedByReason = new TreeMap<>();
    private long sent;
    private long accepted;
    private long rejected;
    private long undelivered;
    private long requests;
    private boolean gaveUp;
    private String firstProblem = "";

    /**
     * A sender.
     *
     * @param keepIds whether the report names the accepted events: about 100 bytes of memory each
     */
    public EventSender(SendSettings settings, boolean keepIds) {
        this(settings, keepIds, Clock.SYSTEM);
    }

    EventSender(SendSettings settings, boolean keepIds, Clock clock) {
        this.settings = settings;
        this.keepIds = keepIds;
        this.clock = clock;
    }

    /**
     * Sends the events and waits for the last answer.
     *
     * @param source where the lines come from
     * @param progress told how many lines have been answered so far
     * @throws IOException when the very first request finds nobody listening there
     */
    public SendReport send(SeedEvents source, LongConsumer progress) throws IOException, InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(settings.clients());
        long started = clock.nanos();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < settings.clients(); i++) {
                running.add(clients.submit(() -> {
                    sendBatches(source, started, progress);
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            clients.shutdownNow();
        }
        double seconds = (clock.nanos() - started) / 1e9;
        return new SendReport(
                sent,
                accepted,
                rejected,
                undelivered,
                requests,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                seconds,
                acceptedIds,
                rejectedByReason,
                firstProblem);
    }

    private void sendBatches(SeedEvents source, long started, LongConsumer progress)
            throws IOException, InterruptedException {
        while (true) {
            List<Line> batch = nextBatch(source);
            if (batch.isEmpty()) {
                return;
            }
            pace(started);
            deliver(batch);
            synchronized (this) {
                progress.accept(accepted + rejected + undelivered);
            }
        }
    }

    private synchronized List<Line> nextBatch(SeedEvents source) {
        List<Line> batch = new ArrayList<>();
        while (!gaveUp && batch.size() < settings.batch() && sent < settings.events()) {
            batch.add(source.next());
            sent++;
        }
        return batch;
    }

    /** Waits until the events handed out so far are due. */
    private void pace(long started) throws InterruptedException {
        if (settings.eventsPerSecond() <= 0) {
            return;
        }
        long due;
        synchronized (this) {
            due = started + (long) ((sent - settings.batch()) / settings.eventsPerSecond() * 1e9);
        }
        clock.await(due - clock.nanos());
    }

    private void deliver(List<Line> batch) throws IOException, InterruptedException {
        List<Line> open = batch;
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            Answer answer = post(open);
            open = settle(open, answer);
            if (open.isEmpty()) {
                return;
            }
            int attempts = answer.isRefusalToDeliver() ? settings.deliveryAttempts() : ATTEMPTS;
            if (attempt >= attempts || !answer.mayTryAgain()) {
                giveUp(open);
                return;
            }
            clock.await(TimeUnit.MILLISECONDS.toNanos(answer.pauseMillis(attempt)));
        }
    }

    /**
     * A batch that was not taken after all attempts ends the sending: a door that is gone, or a key that is not let in,
     * would refuse every other batch too, each after as long a wait.
     */
    private synchronized void giveUp(List<Line> open) {
        undelivered += open.size();
        gaveUp = true;
    }

    private Answer post(List<Line> lines) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder(lines.size() * 100);
        lines.forEach(line -> body.append(line.text()).append('\n'));
        HttpRequest request = HttpRequest.newBuilder(settings.url())
                .timeout(REQUEST_TIMEOUT)
                .header("x-api-key", settings.key())
                .header("content-type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            synchronized (this) {
                requests++;
                latencies.recordValue(Math.min(System.nanoTime() - start, latencies.getHighestTrackableValue()));
            }
            return Answer.of(response);
        } catch (IOException e) {
            synchronized (this) {
                if (requests == 0 && e instanceof ConnectException) {
                    throw e;
                }
                requests++;
            }
            return new Answer(0, JSON.createObjectNode(), 0, e.toString());
        }
    }

    /** Books what the answer settles; gives the lines that are still open. */
    private synchronized List<Line> settle(List<Line> lines, Answer answer) {
        Map<Integer, String> reasons = answer.reasons();
        boolean settled = answer.accountsFor(lines.size(), reasons);
        if (firstProblem.isEmpty() && (!settled || answer.status() >= 500)) {
            firstProblem = answer.problem();
        }
        if (!settled) {
            return lines;
        }
        List<Line> open = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String reason = reasons.get(i + 1);
            if (reason == null) {
                accepted++;
                if (keepIds) {
                    acceptedIds.merge(lines.get(i).id(), 1, Integer::sum);
                }
            } else if (reason.equals(NOT_DELIVERED)) {
                open.add(lines.get(i));
            } else {
                rejected++;
                rejectedByReason.merge(reason, 1L, Long::sum);
            }
        }
        return open;
    }

    private record Answer(int status, JsonNode body, int retryAfterSeconds, String problem) {

        static Answer of(HttpResponse<String> response) {
            String text = response.body();
            JsonNode body = JSON.createObjectNode();
            try {
                if (!text.isEmpty()) {
                    body = JSON.readTree(text);
                }
            } catch (JsonProcessingException e) {
                // A gateway's page is no account of lines; the status says enough.
                body = JSON.createObjectNode();
            }
            String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
            int retryAfter = response.headers()
                    .firstValue("retry-after")
                    .filter(value -> value.matches("\\d{1,4}"))
                    .map(Integer::parseInt)
                    .orElse(0);
            return new Answer(response.statusCode(), body, retryAfter, "HTTP " + response.statusCode() + " " + shown);
        }

        /** Why lines were not taken, by their number from 1. */
        Map<Integer, String> reasons() {
            Map<Integer, String> reasons = new HashMap<>();
            for (JsonNode item : body.path("rejected")) {
                reasons.put(item.path("line").asInt(), item.path("reason").asText());
            }
            return reasons;
        }

        /** Whether it tells of every line what became of it; one that took nothing and names nothing does not. */
        boolean accountsFor(int lines, Map<Integer, String> reasons) {
            boolean namesOurs = reasons.keySet().stream().allMatch(line -> line >= 1 && line <= lines);
            return status == 204 || (namesOurs && body.path("accepted").asLong(-1) + reasons.size() == lines);
        }

        /** Whether the platform itself says that it tried, and could not. */
        boolean isRefusalToDeliver() {
            return reasons().containsValue(NOT_DELIVERED);
        }

        boolean mayTryAgain() {
            return status == 0 || status == 429 || status >= 500;
        }

        long pauseMillis(int attempt) {
            long doubling = 50L << Math.min(attempt, 10);
            return Math.min(Math.max(doubling, retryAfterSeconds * 1000L), LONGEST_PAUSE.toMillis());
        }
    }
}
