package dev.lolscale.examples;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.resources.ComponentResourceOptions;
import dev.lolscale.platform.DeliveryPipeline;
import dev.lolscale.platform.DeliveryPipelineArgs;
import dev.lolscale.platform.IngestApi;
import dev.lolscale.platform.IngestApiArgs;
import dev.lolscale.platform.Lakehouse;
import dev.lolscale.platform.LakehouseArgs;

/** Two teams, each with a front door, keys and limits of its own, and one lake for the events of both. */
public final class TwoTeamsOneLake {

    private TwoTeamsOneLake() {}

    /** What {@code pulumi up} runs. */
    public static void main(String[] args) {
        Pulumi.run(TwoTeamsOneLake::stack);
    }

    /** Declares the stack. */
    public static void stack(Context context) {
        ComponentResourceOptions options = Tagged.options(context);
        DeliveryPipeline delivery = new DeliveryPipeline(
                "delivery", DeliveryPipelineArgs.builder().bufferSeconds(300).build(), options);
        IngestApi shop = new IngestApi(
                "shop",
                IngestApiArgs.builder()
                        .streamName(delivery.streamName())
                        .streamArn(delivery.streamArn())
                        .functionsJar("lib/lolscale-handlers.jar")
                        .apiKeyNames("shop-web", "shop-mobile")
                        .corsOrigins("https://shop.example.com")
                        .build(),
                options);
        IngestApi games = new IngestApi(
                "games",
                IngestApiArgs.builder()
                        .streamName(delivery.streamName())
                        .streamArn(delivery.streamArn())
                        .functionsJar("lib/lolscale-handlers.jar")
                        .apiKeyNames("games-servers")
                        .throttlingRateLimit(5_000)
                        .throttlingBurstLimit(5_000)
                        .build(),
                options);
        new Lakehouse(
                "lake",
                LakehouseArgs.builder()
                        .bucketName(delivery.bucketName())
                        .rawPrefix(delivery.rawPrefix())
                        .databaseName("events_" + context.stackName())
                        .jobJar("lib/lolscale-glue.jar")
                        .jobScript("lib/EventJob.scala")
                        .build(),
                options);
        context.export("shopUrl", shop.url());
        context.export("gamesUrl", games.url());
    }
}
