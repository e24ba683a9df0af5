package dev.lolscale.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.local.load.DoorStub.Answer;
import dev.lolscale.local.load.DoorStub.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSenderTest {

    private static final String KEY = "a-secret-key";
    private static final int ATTEMPTS = 8;
    private static final Pattern ID = Pattern.compile("\"eventId\":\"([^\"]+)\"");

    private final PassingClock clock = new PassingClock();
    private final List<Long> progress = new ArrayList<>();

    @Test
    void shouldSendEveryLineOnceWhenAllIsTaken() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(204))) {
            SendReport report = send(door.url(), 25, 10, 1);

            assertThat(report.sent()).isEqualTo(25);
            assertThat(report.accepted()).isEqualTo(25);
            assertThat(report.rejected()).isZero();
            assertThat(report.undelivered()).isZero();
            assertThat(report.requests()).isEqualTo(3);
            assertThat(report.firstProblem()).isEmpty();
            assertThat(report.rejectedByReason()).isEmpty();
            assertThat(report.p50Millis()).isPositive().isLessThanOrEqualTo(report.p99Millis());
            assertThat(progress).containsExactly(10L, 20L, 25L);
            assertThat(door.requests())
                    .extracting(request -> request.lines().size())
                    .containsExactly(10, 10, 5);
            assertThat(door.requests().stream().flatMap(request -> request.lines().stream()))
                    .containsExactlyElementsOf(lines(25));
            assertThat(report.acceptedIds().keySet())
                    .isEqualTo(lines(25).stream().map(EventSenderTest::id).collect(Collectors.toSet()));
        }
    }

    @Test
    void shouldSendLinesAsTheDoorWantsThem() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(204))) {
            send(door.url(), 2, 10, 1);

            Request request = door.requests().get(0);
            assertThat(request.body()).isEqualTo(String.join("\n", lines(2)) + "\n");
            assertThat(request.headers())
                    .containsEntry("X-api-key", List.of(KEY))
                    .containsEntry("Content-type", List.of("application/x-ndjson"));
        }
    }

    @Test
    void shouldBookWhatWasRefusedForWhatItIsAndNotSendItAgain() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> request == 1
                ? Answer.of(200, account(3, "2 bad_time", "4 not_json"))
                : Answer.of(400, account(0, "1 bad_time", "2 bad_time", "3 bad_time", "4 bad_time", "5 bad_time")))) {
            SendReport report = send(door.url(), 10, 5, 1);

            assertThat(report.accepted()).isEqualTo(3);
            assertThat(report.rejected()).isEqualTo(7);
            assertThat(report.undelivered()).isZero();
            assertThat(report.requests()).isEqualTo(2);
            assertThat(report.rejectedByReason()).isEqualTo(Map.of("bad_time", 6L, "not_json", 1L));
            assertThat(report.firstProblem()).isEmpty();
            assertThat(report.acceptedIds())
                    .isEqualTo(Map.of(
                            id(lines(10).get(0)), 1,
                            id(lines(10).get(2)), 1,
                            id(lines(10).get(4)), 1));
        }
    }

    @Test
    void shouldSendAgainOnlyTheLinesThatWereNotDelivered() throws Exception {
        String first = account(2, "2 not_delivered", "3 bad_time", "5 not_delivered");
        try (DoorStub door = new DoorStub((request, lines) -> request == 1
                ? Answer.of(503, first)
                : request == 2 ? Answer.of(503, account(1, "1 not_delivered")) : Answer.of(204))) {
            SendReport report = send(door.url(), 5, 5, 1);

            List<String> lines = lines(5);
            assertThat(door.requests())
                    .extracting(Request::lines)
                    .containsExactly(lines, List.of(lines.get(1), lines.get(4)), List.of(lines.get(1)));
            assertThat(report.accepted()).isEqualTo(4);
            assertThat(report.rejected()).isEqualTo(1);
            assertThat(report.undelivered()).isZero();
            assertThat(report.requests()).isEqualTo(3);
            assertThat(report.firstProblem()).isEqualTo("HTTP 503 " + first);
        }
    }

    /** What took none of the lines, in the forms that the function, the gateway and things between give. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    500 | {"title":"Internal error","status":500,"accepted":0,"rejected":[]}
                    500 | {"message":"Internal Server Error"}
                    502 | <html>Bad Gateway</html>
                    503 | {"message":"Service Unavailable"}
                    503 | {"accepted":0,"rejected":7}
                    503 | {"accepted":2,"rejected":[{"line":99,"reason":"bad_time"}]}
                    504 | null
                    429 | {"message":"Too Many Requests"}
                    0   | the connection breaks off
                    """)
    void shouldSendAllOfItAgainWhenNothingWasTaken(int status, String body) throws Exception {
        try (DoorStub door = new DoorStub((request, lines) ->
                // The first request must have an answer: else nobody listens there.
                request == 2 ? Answer.of(status, body) : Answer.of(204))) {
            SendReport report = send(door.url(), 6, 3, 1);

            assertThat(door.requests()).hasSize(3);
            assertThat(door.requests().get(2).lines())
                    .isEqualTo(door.requests().get(1).lines());
            assertThat(report.accepted()).isEqualTo(6);
            assertThat(report.undelivered()).isZero();
            assertThat(report.firstProblem()).isNotEmpty();
        }
    }

    /** What will not be better next time. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | {"message":"Unauthorized"}
                    403 | {"message":"Forbidden"}
                    413 | {"title":"Content too large","status":413,"accepted":0,"rejected":[]}
                    404 | {"message":"Not Found"}
                    200 | <html>Welcome to the hotel</html>
                    """)
    void shouldGiveUpAtOnceWhenSendingAgainCannotHelp(int status, String body) throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(status, body))) {
            SendReport report = send(door.url(), 6, 3, 1);

            // The second batch is not even tried.
            assertThat(report.requests()).isEqualTo(1);
            assertThat(report.sent()).isEqualTo(3);
            assertThat(report.accepted()).isZero();
            assertThat(report.rejected()).isZero();
            assertThat(report.undelivered()).isEqualTo(3);
            assertThat(report.acceptedIds()).isEmpty();
            assertThat(report.firstProblem()).isEqualTo("HTTP " + status + " " + body);
            assertThat(clock.pauses).isEmpty();
        }
    }

    @Test
    void shouldGiveUpAfterEightAttemptsWithLongerAndLongerPauses() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(500, "x".repeat(300)))) {
            SendReport report = send(door.url(), 3, 3, 1);

            assertThat(report.requests()).isEqualTo(8);
            assertThat(report.undelivered()).isEqualTo(3);
            assertThat(clock.pauses).containsExactly(millis(100, 200, 400, 800, 1600, 3200, 5000));
            assertThat(report.firstProblem()).isEqualTo("HTTP 500 " + "x".repeat(200) + "...");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Longer than the first pause of its own accord.
        "3,3000",
        // Shorter.
        "0,100",
        // No longer than a person waits for a load generator.
        "60,5000",
        // A date is no number of seconds; neither is this.
        "'Wed, 21 Oct 2026 07:28:00 GMT',100",
        "-1,100",
        "99999999999999999999,100"
    })
    void shouldWaitAsLongAsItIsTold(String retryAfter, int pause) throws Exception {
        try (DoorStub door = new DoorStub(
                (request, lines) -> request == 1 ? Answer.of(503).with("Retry-After", retryAfter) : Answer.of(204))) {
            send(door.url(), 3, 3, 1);

            assertThat(clock.pauses).containsExactly(millis(pause));
        }
    }

    @Test
    void shouldNotPauseAfterASuccess() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(204).with("Retry-After", "3"))) {
            send(door.url(), 9, 3, 1);

            assertThat(clock.pauses).isEmpty();
        }
    }

    /** Whatever the door does, its account and the sender's are one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAgreeWithTheDoorOnEveryLine(long seed) throws Exception {
        Random random = new Random(seed);
        Set<String> taken = new HashSet<>();
        Set<String> refused = new HashSet<>();
        try (DoorStub door = new DoorStub((request, lines) -> {
            int behaviour = request == 1 ? 0 : random.nextInt(8);
            switch (behaviour) {
                case 0, 1 -> {
                    lines.forEach(line -> assertThat(taken.add(line)).isTrue());
                    return Answer.of(204);
                }
                case 2, 3 -> {
                    List<String> faults = new ArrayList<>();
                    boolean delivers = behaviour == 2;
                    for (int i = 0; i < lines.size(); i++) {
                        int draw = random.nextInt(4);
                        if (draw == 0) {
                            assertThat(refused.add(lines.get(i))).isTrue();
                            faults.add(i + 1 + " bad_time");
                        } else if (draw == 1 && !delivers) {
                            faults.add(i + 1 + " not_delivered");
                        } else {
                            assertThat(taken.add(lines.get(i))).isTrue();
                        }
                    }
                    return Answer.of(
                            delivers ? 200 : 503, account(lines.size() - faults.size(), faults.toArray(String[]::new)));
                }
                case 4 -> {
                    return Answer.of(0);
                }
                case 5 -> {
                    return Answer.of(429, "{\"message\":\"Too Many Requests\"}").with("Retry-After", "1");
                }
                case 6 -> {
                    return Answer.of(500, "{\"title\":\"Internal error\",\"accepted\":0,\"rejected\":[]}");
                }
                default -> {
                    return Answer.of(403, "{\"message\":\"Forbidden\"}");
                }
            }
        })) {
            SendReport report = send(door.url(), 500, 7, 4);

            // A batch that is refused whole ends the sending, wherever it comes.
            assertThat(report.sent()).isBetween(7L, 500L);
            assertThat(report.sent()).isEqualTo(report.accepted() + report.rejected() + report.undelivered());
            assertThat(report.accepted()).isEqualTo(taken.size());
            assertThat(report.rejected()).isEqualTo(refused.size());
            assertThat(report.undelivered()).isPositive();
            assertThat(report.acceptedIds().keySet())
                    .isEqualTo(taken.stream().map(EventSenderTest::id).collect(Collectors.toSet()));
            assertThat(report.requests()).isEqualTo(door.requests().size());
            assertThat(progress).isSorted().endsWith(report.sent());
        }
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/track");
        }

        assertThatThrownBy(() -> send(nobody, 10, 5, 4)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldKeepTheAccountWhenTheDoorGoesDownOnTheWay() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(request == 1 ? 204 : 0))) {
            SendReport report = send(door.url(), 3_000, 3, 1);

            assertThat(report.sent()).isEqualTo(6);
            assertThat(report.accepted()).isEqualTo(3);
            assertThat(report.undelivered()).isEqualTo(3);
            assertThat(report.requests()).isEqualTo(1 + 8);
            assertThat(report.firstProblem()).contains("IOException");
        }
    }

    @Test
    void shouldSpaceTheBatchesByTheRate() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(204))) {
            SendSettings settings = new SendSettings(door.url(), KEY, 50, 10, 20, 1, ATTEMPTS);

            SendReport report = new EventSender(settings, false, clock).send(source(50), progress::add);

            // The first ten go at once; the others every half second.
            assertThat(clock.pauses).containsExactly(millis(500, 500, 500, 500));
            assertThat(report.seconds()).isEqualTo(2.0);
            assertThat(report.eventsPerSecond()).isEqualTo(25.0);
        }
    }

    @Test
    void shouldForgetTheIdsThatNobodyAskedFor() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(204))) {
            SendSettings settings = new SendSettings(door.url(), KEY, 50, 10, 0, 1, ATTEMPTS);

            assertThat(new EventSender(settings, false, clock)
                            .send(source(50), progress::add)
                            .acceptedIds())
                    .isEmpty();
        }
    }

    @Test
    void shouldNeverShowTheKey() throws Exception {
        URI url = URI.create("http://127.0.0.1:1/track");

        assertThat(new SendSettings(url, KEY, 1, 1, 0, 1, ATTEMPTS).toString())
                .contains("http://127.0.0.1:1/track")
                .doesNotContain(KEY);
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(403, "Forbidden"))) {
            assertThat(send(door.url(), 1, 1, 1).toString()).doesNotContain(KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-secret\nkey", "a-secret key", "a-secret-key\r", "a-secret-k\u00e9y", "a-secret\u0000"})
    void shouldRefuseAKeyThatNoHeaderCarriesWithoutShowingIt(String key) {
        assertThatThrownBy(() -> new SendSettings(URI.create("http://127.0.0.1:1/track"), key, 1, 1, 0, 1, ATTEMPTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the API key holds a space, a line's end or another character")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldEndWhenItIsInterrupted() throws Exception {
        try (DoorStub door = new DoorStub((request, lines) -> Answer.of(204))) {
            Thread here = Thread.currentThread();
            AtomicBoolean once = new AtomicBoolean();
            SendSettings settings = new SendSettings(door.url(), KEY, Long.MAX_VALUE, 10, 0, 2, ATTEMPTS);

            assertThatThrownBy(() -> new EventSender(settings, false).send(source(10), done -> {
                        if (once.compareAndSet(false, true)) {
                            here.interrupt();
                        }
                    }))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    private SendReport send(URI url, long events, int batch, int clients) throws IOException, InterruptedException {
        return new EventSender(new SendSettings(url, KEY, events, batch, 0, clients, ATTEMPTS), true, clock)
                .send(source(events), progress::add);
    }

    private static SeedEvents source(long events) {
        return new SeedEvents(1, Instant.parse("2018-04-04T12:00:00Z"), Duration.ofDays(1), events, 0, 0);
    }

    private static List<String> lines(int events) {
        SeedEvents source = source(events);
        return IntStream.range(0, events).mapToObj(i -> source.next().text()).toList();
    }

    private static String id(String line) {
        Matcher matcher = ID.matcher(line);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** The door's account: how many it took, and {@code line reason} of each that it did not. */
    private static String account(int accepted, String... faults) {
        return Stream.of(faults)
                .map(fault -> fault.split(" ", -1))
                .map(words -> "{\"line\":" + words[0] + ",\"reason\":\"" + words[1] + "\",\"field\":\"\"}")
                .collect(Collectors.joining(",", "{\"accepted\":" + accepted + ",\"rejected\":[", "]}"));
    }

    private static Long[] millis(long... millis) {
        return LongStream.of(millis).mapToObj(each -> each * 1_000_000).toArray(Long[]::new);
    }

    /** A clock on which time passes only by waiting, and then at once. */
    private static final class PassingClock implements Clock {

        private final List<Long> pauses = new ArrayList<>();
        private long now = -5_000_000_000L;

        @Override
        public synchronized long nanos() {
            return now;
        }

        @Override
        public synchronized void await(long nanos) {
            if (nanos > 0) {
                pauses.add(nanos);
                now += nanos;
            }
        }
    }
}
