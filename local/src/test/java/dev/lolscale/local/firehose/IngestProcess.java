package dev.lolscale.local.firehose;

import dev.lolscale.local.queue.QueueService;
import dev.lolscale.local.queue.QueueServiceSettings;
import dev.lolscale.local.queue.QueueSettings;
import dev.lolscale.local.s3.BucketNotification;
import dev.lolscale.local.s3.S3Folder;
import dev.lolscale.local.s3.S3FolderSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** S3, queue and Firehose on one folder, as a process to be killed; arguments: folder, buffer in MiB, buffer interval. It prints Firehose's and S3's endpoints on one line, then serves. */
final class IngestProcess implements AutoCloseable {
    static final String STREAM = "events-stream";
    static final String BUCKET = "landing";
    static final String QUEUE = "moves";

    final QueueService queues;
    final S3Folder s3;
    final FirehoseService firehose;

    IngestProcess(Path folder, int bufferMebibytes, Duration bufferInterval) throws IOException {
        QueueSettings moves =
                new QueueSettings(QUEUE, Duration.ofMinutes(3), Duration.ZERO, Duration.ofDays(4), Optional.empty());
        queues = QueueService.start(
                new QueueServiceSettings(folder.resolve("queues"), "us-east-1", "123456789012", List.of(moves)));
        s3 = S3Folder.start(
                new S3FolderSettings(
                        folder.resolve("s3"),
                        folder.resolve("s3-state"),
                        0,
                        "us-east-1",
                        List.of(new BucketNotification("moves", BUCKET, List.of("s3:ObjectCreated:*"), "", "", QUEUE))),
                (queue, body) -> queues.queue(queue).send(body));
        s3.createBucket(BUCKET);
        DeliveryStream stream = new DeliveryStream(
                STREAM,
                BUCKET,
                "raw/",
                "",
                bufferMebibytes * DeliveryStream.MEBIBYTE,
                bufferInterval,
                Compression.GZIP,
                false);
        firehose = FirehoseService.start(
                new FirehoseSettings(0, folder.resolve("spool"), "us-east-1", "123456789012", List.of(stream)),
                s3.client());
    }

    @Override
    public void close() {
        firehose.close();
        s3.close();
        queues.close();
    }

    public static void main(String[] arguments) throws Exception {
        IngestProcess process =
                new IngestProcess(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Duration.parse(arguments[2]));
        System.out.println(process.firehose.endpoint() + " " + process.s3.endpoint());
        new CountDownLatch(1).await();
    }
}
