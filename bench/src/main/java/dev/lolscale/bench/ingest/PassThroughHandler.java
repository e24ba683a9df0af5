package dev.lolscale.bench.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * A track function that judges nothing: the body becomes one record. What the real one needs beyond this is the price of
 * judging, stamping and packing. The variable {@code HTTP_CLIENT} chooses the SDK's HTTP client: {@code apache},
 * {@code url-connection} or {@code crt}.
 */
public final class PassThroughHandler implements RequestStreamHandler {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
    private static final byte[] TAKEN = "{\"statusCode\":204}".getBytes(StandardCharsets.UTF_8);

    private final FirehoseClient firehose = FirehoseClient.builder()
            .region(Region.of(System.getenv("AWS_REGION")))
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .httpClient(httpClient(System.getenv("HTTP_CLIENT")))
            .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();

    private static SdkHttpClient httpClient(String name) {
        return switch (name) {
            case "apache" ->
                ApacheHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .expectContinueEnabled(false)
                        .build();
            case "url-connection" ->
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .build();
            case "crt" ->
                AwsCrtHttpClient.builder().connectionTimeout(CONNECT_LIMIT).build();
            default -> throw new IllegalStateException("HTTP_CLIENT is " + name);
        };
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Record record = Record.builder()
                .data(SdkBytes.fromByteArrayUnsafe(body(input).getBytes(StandardCharsets.UTF_8)))
                .build();
        int failed = firehose.putRecordBatch(request -> request.deliveryStreamName(System.getenv("STREAM_NAME"))
                        .records(record)
                        // As the real one does, so that the timer is not counted as judging.
                        .overrideConfiguration(configuration -> configuration.apiCallTimeout(CALL_LIMIT)))
                .failedPutCount();
        if (failed > 0) {
            throw new IOException(failed + " records were not taken");
        }
        output.write(TAKEN);
    }

    private static String body(InputStream event) throws IOException {
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("body")) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
        }
        throw new IOException("the event has no body");
    }
}
