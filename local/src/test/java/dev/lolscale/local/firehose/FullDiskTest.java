package dev.lolscale.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/** A disk that fills up in the middle of a write: the process may not write files beyond 1 MiB, while the buffer takes 128. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit limits the size of a file")
class FullDiskTest {
    private static final int ONE_MEBIBYTE_IN_BLOCKS = 1024;

    @TempDir
    Path folder;

    @Test
    void shouldKeepWhatItAcknowledgedAndNothingOfWhatItRefused() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f " + ONE_MEBIBYTE_IN_BLOCKS + " && exec \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestProcess.class.getName(),
                        folder.toString(),
                        "128",
                        "PT15M")
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("process.log").toFile()))
                .start();
        try (BufferedReader output = process.inputReader(UTF_8);
                FirehoseClient client = client(output.readLine().split(" ", -1)[0])) {
            for (int number = 0; number < 5; number++) {
                String line = number + " " + "x".repeat(200 * 1024) + "\n";
                put(client, line);
                acknowledged.add(line);
            }
            assertThatThrownBy(() -> put(client, "refused " + "x".repeat(200 * 1024) + "\n"))
                    .isInstanceOf(ServiceUnavailableException.class);
            put(client, "small\n");
            acknowledged.add("small\n");
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (IngestProcess next = new IngestProcess(folder, 1, Duration.ofMinutes(15))) {
            assertThat(next.firehose.drain(Duration.ofMinutes(1))).isTrue();
            assertThat(landed(next)).isEqualTo(String.join("", acknowledged));
        }
    }

    private static String landed(IngestProcess process) throws Exception {
        try (Stream<Path> files = Files.walk(process.s3.folder(IngestProcess.BUCKET))) {
            List<Path> objects = files.filter(Files::isRegularFile).toList();
            assertThat(objects).hasSize(1);
            return KilledProcessTest.uncompressed(objects.get(0));
        }
    }

    private static void put(FirehoseClient client, String line) {
        client.putRecord(put -> put.deliveryStreamName(IngestProcess.STREAM)
                .record(Record.builder().data(SdkBytes.fromUtf8String(line)).build()));
    }

    private static FirehoseClient client(String endpoint) {
        return FirehoseClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }
}
