package dev.lolscale.handlers;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Builds the AWS clients, each with only what it needs: building one is most of a cold start. Endpoints other than AWS's
 * come from the SDK's own settings ({@code AWS_ENDPOINT_URL_FIREHOSE}, {@code AWS_ENDPOINT_URL_S3}).
 */
final class SdkClients {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

    private SdkClients() {}

    /** A client that never retries: {@link Delivery} does, and gives each call its time. */
    static FirehoseClient firehose(Environment environment) {
        return firehoseBuilder(environment).credentialsProvider(credentials()).build();
    }

    /** The same client against a stand-in in this process, with credentials that are of no use anywhere. */
    static FirehoseClient firehoseOnLoopback(Environment environment, URI endpoint) {
        return firehoseBuilder(environment)
                .endpointOverride(endpoint)
                .credentialsProvider(AwsCredentialsProviderChain.of(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create("none", "none", "none"))))
                .build();
    }

    private static FirehoseClientBuilder firehoseBuilder(Environment environment) {
        return FirehoseClient.builder()
                .region(region(environment))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .expectContinueEnabled(false))
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    /** A client with the SDK's own retries, because each call of a move may be made again. */
    static S3Client s3(Environment environment) {
        return S3Client.builder()
                .region(region(environment))
                .credentialsProvider(credentials())
                .disableS3ExpressSessionAuth(true)
                .httpClientBuilder(ApacheHttpClient.builder().connectionTimeout(CONNECT_LIMIT))
                .build();
    }

    private static Region region(Environment environment) {
        return Region.of(environment.required("AWS_REGION", "the region, which Lambda sets itself"));
    }

    /** Lambda gives credentials in variables, but to functions with SnapStart through its container endpoint. */
    private static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }
}
