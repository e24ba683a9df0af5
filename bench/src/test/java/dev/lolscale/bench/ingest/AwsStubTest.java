package dev.lolscale.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.bench.BenchmarkException;
import dev.lolscale.bench.ingest.Shift.Done;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A benchmark must not count work that was not done. */
class AwsStubTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ANSWER = "{\"statusCode\":204}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private AwsStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = new AwsStub();
    }

    @AfterEach
    void stop() throws IOException {
        stub.close();
    }

    @Test
    void shouldCountTheEventsOfEveryRecord() throws Exception {
        Shift shift = begin(3);

        assertThat(invocation()).contains("\"routeKey\":\"POST /track\"");
        assertThat(put("a\nb\n", "c")).contains("\"FailedPutCount\":0").contains("\"RecordId\"");
        answer(ANSWER);

        Done done = shift.await(LIMIT);
        assertThat(done.requests()).isEqualTo(1);
        assertThat(done.events()).isEqualTo(3);
    }

    @Test
    void shouldFailWhenAnEventIsMissing() throws Exception {
        Shift shift = begin(3);

        invocation();
        put("a\nb\n");
        answer(ANSWER);

        assertThatThrownBy(() -> shift.await(Duration.ofSeconds(1)))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("the function was given 3 events; Firehose got 2");
    }

    @Test
    void shouldFailWhenAnEventCameTwice() throws Exception {
        Shift shift = begin(3);

        invocation();
        put("a\nb\nc\nc\n");
        answer(ANSWER);

        assertThatThrownBy(() -> shift.await(LIMIT)).hasMessage("the function was given 3 events; Firehose got 4");
    }

    @Test
    void shouldFailWhenTheAnswerIsAnother() throws Exception {
        Shift shift = begin(1);

        invocation();
        put("a\n");
        answer("{\"statusCode\":500}");

        assertThatThrownBy(() -> shift.await(LIMIT))
                .hasMessage("the function answered {\"statusCode\":500} in place of 204");
    }

    @Test
    void shouldFailWhenTheFunctionAsksForSomethingElse() throws Exception {
        Shift shift = begin(1);

        post("/2018-06-01/runtime/init/error", "", "{\"errorMessage\":\"no class\"}");

        assertThatThrownBy(() -> shift.await(LIMIT))
                .hasMessageContaining("init/error")
                .hasMessageContaining("no class");
    }

    private Shift begin(int eventsEach) throws IOException {
        Shift shift = Shift.of(TrackRequests.of(eventsEach), 1);
        stub.begin(shift);
        return shift;
    }

    private String invocation() throws IOException, InterruptedException {
        return send(request("/2018-06-01/runtime/invocation/next"));
    }

    private String put(String... records) throws IOException, InterruptedException {
        StringBuilder json = new StringBuilder("{\"DeliveryStreamName\":\"s\",\"Records\":[");
        for (String record : records) {
            json.append("{\"Data\":\"")
                    .append(Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.UTF_8)))
                    .append("\"},");
        }
        return post("/", "Firehose_20150804.PutRecordBatch", json.append("]}").toString());
    }

    private void answer(String json) throws IOException, InterruptedException {
        post("/2018-06-01/runtime/invocation/x/response", "", json);
    }

    private String post(String path, String operation, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        return send(operation.isEmpty() ? request : request.header("X-Amz-Target", operation));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://" + stub.address() + path))
                .timeout(LIMIT);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return response.body();
    }
}
