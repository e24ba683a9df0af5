package dev.lolscale.local.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.queue.EventSourceMappingSettings;
import dev.lolscale.local.queue.QueueSettings;
import dev.lolscale.local.s3.BucketNotification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the SQS queues of a stack graph, what buckets send to them, and which functions read them. */
final class Queues {

    static final String QUEUE = "aws:sqs/queue:Queue";
    static final String NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
    static final String EVENT_SOURCE_MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";

    /** What SQS and Lambda take when a resource says nothing. */
    private static final long STANDARD_VISIBILITY_SECONDS = 30;

    private static final long STANDARD_RETENTION_SECONDS = 4 * 86_400;
    private static final long STANDARD_BATCH_SIZE = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackGraph graph;

    Queues(StackGraph graph) {
        this.graph = graph;
    }

    List<QueueSettings> queues() {
        return graph.ofType(QUEUE).stream().map(this::queue).toList();
    }

    List<BucketNotification> notifications() {
        List<BucketNotification> notifications = new ArrayList<>();
        for (GraphResource notification : graph.ofType(NOTIFICATION)) {
            Properties inputs = notification.inputs();
            if (inputs.has("lambdaFunctions") || inputs.has("topics") || inputs.flag("eventbridge")) {
                throw new GraphException("notification \"" + notification.name()
                        + "\" goes to a function, a topic or EventBridge; this machine sends to queues only");
            }
            for (Properties target : inputs.objects("queues")) {
                notifications.add(new BucketNotification(
                        target.optionalText("id").orElse(notification.name()),
                        inputs.text("bucket"),
                        target.texts("events"),
                        target.optionalText("filterPrefix").orElse(""),
                        target.optionalText("filterSuffix").orElse(""),
                        nameOfArn(target.text("queueArn"), notification.name())));
            }
        }
        return notifications;
    }

    List<EventSourceMappingSettings> mappings(Functions functions) {
        return graph.ofType(EVENT_SOURCE_MAPPING).stream()
                .map(mapping -> new EventSourceMappingSettings(
                        nameOfArn(mapping.inputs().text("eventSourceArn"), mapping.name()),
                        functions.nameOf(mapping.inputs().text("functionName"), mapping),
                        Math.toIntExact(mapping.inputs().number("batchSize", STANDARD_BATCH_SIZE)),
                        Duration.ofSeconds(mapping.inputs().number("maximumBatchingWindowInSeconds", 0)),
                        mapping.inputs().texts("functionResponseTypes").contains("ReportBatchItemFailures")))
                .toList();
    }

    private QueueSettings queue(GraphResource queue) {
        Properties inputs = queue.inputs();
        return new QueueSettings(
                queue.outputs().text("name"),
                Duration.ofSeconds(inputs.number("visibilityTimeoutSeconds", STANDARD_VISIBILITY_SECONDS)),
                Duration.ofSeconds(inputs.number("delaySeconds", 0)),
                Duration.ofSeconds(inputs.number("messageRetentionSeconds", STANDARD_RETENTION_SECONDS)),
                inputs.optionalText("redrivePolicy").map(policy -> redrive(policy, queue)));
    }

    private QueueSettings.RedrivePolicy redrive(String policy, GraphResource queue) {
        try {
            JsonNode json = JSON.readTree(policy);
            return new QueueSettings.RedrivePolicy(
                    nameOfArn(json.path("deadLetterTargetArn").asText(), queue.name()),
                    json.path("maxReceiveCount").asInt());
        } catch (JsonProcessingException e) {
            throw new GraphException("queue \"" + queue.name() + "\": its redrive policy is not JSON", e);
        }
    }

    private String nameOfArn(String arn, String from) {
        Optional<GraphResource> queue = graph.find(QUEUE, "arn", arn);
        return queue.orElseThrow(() ->
                        new GraphException("\"" + from + "\" names the queue " + arn + ", which is none of this stack"))
                .outputs()
                .text("name");
    }
}
