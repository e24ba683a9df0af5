package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lolscale.handlers.FunctionProcess.Ended;
import dev.lolscale.handlers.LoopbackAws.FirehoseAnswer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions as they are deployed: own JVM, environment variables, the real SDK clients, HTTP. */
class FunctionsTest {

    private LoopbackAws aws;

    @BeforeEach
    void start() throws IOException {
        aws = new LoopbackAws();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    /** The classes that the functions run from. */
    String classPath() {
        return System.getProperty("java.class.path");
    }

    @Test
    void shouldDeliverEventsThroughTheRealClient() throws Exception {
        Ended ended = track().run(
                        Fixtures.payload("http-api-track.json"),
                        Fixtures.payload("rest-api-track.json"),
                        Fixtures.payload("http-api-track.json").put("body", "nope"));

        assertThat(ended.answers()).extracting(FunctionsTest::status).containsExactly(204, 204, 400);
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.log()).hasSize(3);
        assertThat(aws.firehoseCalls)
                .containsExactly(
                        "Firehose_20150804.PutRecordBatch delivery-stream",
                        "Firehose_20150804.PutRecordBatch delivery-stream");
        assertThat(aws.acknowledged).hasSize(2).allSatisfy(record -> assertThat(record)
                .matches("\\{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\","
                        + "\"eventId\":\"[A-Za-z0-9_-]{12}-1\",\"receivedAt\":[0-9]{13}\\}\n"));
    }

    @Test
    void shouldRetryWhateverFirehoseAnswers() throws Exception {
        aws.firehoseAnswers.addAll(
                List.of(FirehoseAnswer.UNAVAILABLE, FirehoseAnswer.FAIL_EVERY_RECORD, FirehoseAnswer.ACKNOWLEDGE));

        Ended ended = track().run(Fixtures.payload("http-api-track.json"));

        assertThat(ended.answers()).extracting(FunctionsTest::status).containsExactly(204);
        assertThat(aws.firehoseCalls).hasSize(3);
        assertThat(aws.acknowledged).hasSize(1);
    }

    @Test
    void shouldCallAgainWhenACallHangs() throws Exception {
        aws.firehoseAnswers.add(FirehoseAnswer.NEVER);

        Ended ended = track().withRemaining(4_000).run(Fixtures.payload("http-api-track.json"));

        assertThat(ended.answers()).extracting(FunctionsTest::status).containsExactly(204);
        assertThat(aws.firehoseCalls).hasSize(2);
        assertThat(aws.acknowledged).hasSize(1);
    }

    @Test
    void shouldAnswer503WhenFirehoseIsNotThere() throws Exception {
        aws.close();

        Ended ended = track().withRemaining(1_500).run(Fixtures.payload("http-api-track.json"));

        assertThat(ended.answers()).extracting(FunctionsTest::status).containsExactly(503);
        assertThat(Fixtures.json(ended.log().get(0)).get("deliveryError").asText())
                .isEqualTo("SdkClientException");
    }

    @Test
    void shouldNotStartWithoutItsEnvironment() throws Exception {
        Ended ended = new FunctionProcess(classPath(), TrackHandler.class)
                .with("AWS_REGION", "us-east-1")
                .run();

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.errors()).contains("environment variable STREAM_NAME is not set");
    }

    @Test
    void shouldAuthorizeKeys() throws Exception {
        Ended ended = new FunctionProcess(classPath(), ApiKeyAuthorizer.class)
                .with("API_KEYS", ApiKeyAuthorizerTest.entry("web", "k1l2m3n4o5", "the-key-of-the-sender"))
                .run(
                        Fixtures.payload("http-api-authorizer.json"),
                        Fixtures.payload("http-api-authorizer.json").putNull("identitySource"));

        assertThat(ended.answers())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"isAuthorized\":true,\"context\":{\"keyName\":\"web\"}}", "{\"isAuthorized\":false}");
        assertThat(ended.log()).isEmpty();
        assertThat(ended.errors()).isEmpty();
    }

    @Test
    void shouldMoveObjectsThroughTheRealClient() throws Exception {
        String file = "delivery-stream-1-2018-04-04-12-00-00-0b6e7a4e-6d0f-4a67-8f0e-2b1a8d3c9e55.gz";
        aws.objects.put("/lolscale-landing/analytics_raw/2018/04/04/12/" + file, "events");
        JsonNode message = Fixtures.payload("sqs-message.json")
                .put("body", Fixtures.payload("s3-object-created.json").toString());
        JsonNode event = Fixtures.JSON
                .createObjectNode()
                .set("Records", Fixtures.JSON.createArrayNode().add(message));

        Ended ended = new FunctionProcess(classPath(), MoverHandler.class)
                .with(aws)
                .with("RAW_PREFIX", "analytics_raw/")
                .with("PARTITIONED_PREFIX", "partitioned_analytics_raw/")
                .run(event, event);

        assertThat(ended.answers())
                .extracting(JsonNode::toString)
                .containsExactly("{\"batchItemFailures\":[]}", "{\"batchItemFailures\":[]}");
        assertThat(aws.objects)
                .containsOnlyKeys("/lolscale-landing/partitioned_analytics_raw/year=2018/month=04/day=04/" + file);
        assertThat(ended.log()).isEmpty();
        assertThat(ended.errors()).isEmpty();
    }

    private FunctionProcess track() {
        return new FunctionProcess(classPath(), TrackHandler.class)
                .with(aws)
                .with("STREAM_NAME", "delivery-stream")
                .with("AWS_LAMBDA_FUNCTION_NAME", "ingest-track")
                .with("INVOCATIONS_PER_LOG_LINE", "1");
    }

    private static int status(JsonNode answer) {
        return answer.get("statusCode").asInt();
    }
}
