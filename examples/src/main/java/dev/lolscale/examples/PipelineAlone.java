package dev.lolscale.examples;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.resources.ComponentResourceOptions;
import dev.lolscale.platform.DeliveryPipeline;
import dev.lolscale.platform.DeliveryPipelineArgs;
import dev.lolscale.platform.EncryptionKey;
import dev.lolscale.platform.EncryptionKeyArgs;
import dev.lolscale.platform.Operations;
import dev.lolscale.platform.OperationsArgs;

/** A stream into a bucket, for programs that put their own records on it; under a key of its own, and watched. */
public final class PipelineAlone {

    private PipelineAlone() {}

    /** What {@code pulumi up} runs. */
    public static void main(String[] args) {
        Pulumi.run(PipelineAlone::stack);
    }

    /** Declares the stack. */
    public static void stack(Context context) {
        ComponentResourceOptions options = Tagged.options(context);
        EncryptionKey key = new EncryptionKey(
                "key", EncryptionKeyArgs.builder().alarms(true).build(), options);
        DeliveryPipeline delivery = new DeliveryPipeline(
                "delivery",
                DeliveryPipelineArgs.builder()
                        .retentionDays(90)
                        .encryptionKeyArn(key.keyArn())
                        .build(),
                options);
        Operations operations = new Operations(
                "watch",
                OperationsArgs.builder()
                        .streamName(delivery.streamName())
                        .encryptionKeyArn(key.keyArn())
                        .runbookUrl("https://wiki.example.com/runbook")
                        .build(),
                options);
        context.export("stream", delivery.streamName());
        context.export("alarmTopic", operations.topicArn());
    }
}
