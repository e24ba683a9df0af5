package dev.lolscale.platform;

import com.pulumi.aws.glue.Crawler;
import com.pulumi.aws.glue.CrawlerArgs;
import com.pulumi.aws.glue.inputs.CrawlerRecrawlPolicyArgs;
import com.pulumi.aws.glue.inputs.CrawlerS3TargetArgs;
import com.pulumi.aws.glue.inputs.CrawlerSchemaChangePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A crawler that finds the columns and partitions of some prefixes, and owns the tables named after them. */
final class Discoverer {

    /** Glue's fixed log group for crawlers. */
    private static final String LOG_GROUP = "log-group:/aws-glue/crawlers";

    private Discoverer() {}

    static Crawler create(
            String name, Resource parent, LakehouseArgs args, LakePlaces places, List<Output<String>> prefixes) {
        ServiceRole role = ServiceRole.create(name, parent, places.trustInGlue(), statements(args, places, prefixes));
        return new Crawler(
                name,
                CrawlerArgs.builder()
                        .databaseName(places.databaseName())
                        .role(role.arn())
                        .s3Targets(prefixes.stream()
                                .map(prefix -> CrawlerS3TargetArgs.builder()
                                        .path(places.uri(prefix))
                                        // An underscore hides from readers: a table's unfinished files.
                                        .exclusions("_**", "**/_**")
                                        .build())
                                .toList())
                        // Crawling new folders only would never learn a new column.
                        .recrawlPolicy(CrawlerRecrawlPolicyArgs.builder()
                                .recrawlBehavior("CRAWL_EVERYTHING")
                                .build())
                        .schemaChangePolicy(CrawlerSchemaChangePolicyArgs.builder()
                                .updateBehavior("UPDATE_IN_DATABASE")
                                .deleteBehavior("LOG")
                                .build())
                        .configuration(configuration())
                        .build(),
                Children.of(parent, role.policy()));
    }

    /** New columns are added, none is ever taken away; partitions have the table's columns; one prefix, one table. */
    private static String configuration() {
        return Json.of(new TreeMap<>(Map.of(
                "Version",
                1.0,
                "CrawlerOutput",
                new TreeMap<>(Map.of(
                        "Tables", Map.of("AddOrUpdateBehavior", "MergeNewColumns"),
                        "Partitions", Map.of("AddOrUpdateBehavior", "InheritFromTable"))),
                "Grouping",
                Map.of("TableGroupingPolicy", "CombineCompatibleSchemas"))));
    }

    private static List<Output<Statement>> statements(
            LakehouseArgs args, LakePlaces places, List<Output<String>> prefixes) {
        List<Output<Statement>> statements = new ArrayList<>(List.of(
                places.databaseArn().applyValue(arn -> Statement.allow(
                                "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
                        .on(arn.neighbour("logs", LOG_GROUP + ":*").toString())),
                places.bucketArn().applyValue(arn -> Statement.allow("s3:GetBucketLocation", "s3:ListBucket")
                        .on(arn)),
                Output.tuple(places.bucketArn(), Output.all(prefixes))
                        .applyValue(targets -> Statement.allow("s3:GetObject")
                                .on(targets.t2.stream()
                                        .map(prefix -> targets.t1 + "/" + prefix + "*")
                                        .toArray(String[]::new))),
                // A crawler looks through the database for the tables of its prefixes.
                places.onTables(Statement.allow("glue:GetDatabase", "glue:GetTables"), List.of(Output.of("*"))),
                places.onTables(
                        Statement.allow(
                                "glue:GetTable",
                                "glue:CreateTable",
                                "glue:UpdateTable",
                                "glue:GetPartition",
                                "glue:GetPartitions",
                                "glue:BatchGetPartition",
                                "glue:CreatePartition",
                                "glue:BatchCreatePartition",
                                "glue:UpdatePartition",
                                "glue:BatchUpdatePartition"),
                        prefixes.stream()
                                .map(prefix -> prefix.applyValue(Zone::table))
                                .toList())));
        statements.addAll(KeyUse.reading(args.encryptionKeyArn(), "s3"));
        return statements;
    }
}
