package dev.lolscale.examples;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.resources.ComponentResourceOptions;
import dev.lolscale.platform.Lakehouse;
import dev.lolscale.platform.LakehouseArgs;
import dev.lolscale.platform.QueryLayer;
import dev.lolscale.platform.QueryLayerArgs;

/** Tables and queries over raw events that lie in a bucket already, in day folders under {@code clicks/}. */
public final class LakeOnExistingBucket {

    private LakeOnExistingBucket() {}

    /** What {@code pulumi up} runs. */
    public static void main(String[] args) {
        Pulumi.run(LakeOnExistingBucket::stack);
    }

    /** Declares the stack. */
    public static void stack(Context context) {
        ComponentResourceOptions options = Tagged.options(context);
        Lakehouse lake = new Lakehouse(
                "lake",
                LakehouseArgs.builder()
                        .bucketName(context.config().require("bucket"))
                        .rawPrefix("clicks/")
                        .databaseName("clicks_" + context.stackName())
                        .jobJar("lib/lolscale-glue.jar")
                        .jobScript("lib/EventJob.scala")
                        .build(),
                options);
        QueryLayer queries = new QueryLayer(
                "queries",
                QueryLayerArgs.builder()
                        .databaseName(lake.databaseName())
                        .rawTable(lake.rawTable())
                        .eventTable(lake.eventTable())
                        .quarantineTable(lake.quarantineTable())
                        .build(),
                options);
        context.export("workgroup", queries.workgroupName());
    }
}
