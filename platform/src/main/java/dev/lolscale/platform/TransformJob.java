package dev.lolscale.platform;

import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.FileAsset;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.glue.Job;
import com.pulumi.aws.glue.JobArgs;
import com.pulumi.aws.glue.inputs.JobCommandArgs;
import com.pulumi.aws.glue.inputs.JobExecutionPropertyArgs;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Spark job that turns raw lines into the event table, its artifacts, its logs and its role. */
final class TransformJob {

    private static final String MAIN_CLASS = "dev.lolscale.glue.EventJob";

    /** Spark 3.5.6, Scala 2.12, Java 17, Iceberg 1.10. */
    private static final String GLUE_VERSION = "5.1";

    private static final int RETRIES = 1;

    private TransformJob() {}

    static Job create(String name, Resource parent, LakehouseArgs args, LakePlaces places) {
        BucketObjectv2 jar = artifact(name + "-jar", parent, places, args.jobJar());
        BucketObjectv2 script = artifact(name + "-script", parent, places, args.jobScript());
        Output<String> logPrefix = places.databaseName().applyValue(database -> "/aws-glue/jobs/" + database);
        LogGroup errors = logs(name + "-error-logs", parent, args, logPrefix, "/error");
        LogGroup output = logs(name + "-output-logs", parent, args, logPrefix, "/output");
        ServiceRole role =
                ServiceRole.create(name, parent, places.trustInGlue(), statements(args, places, errors, output));
        return new Job(
                name,
                JobArgs.builder()
                        .roleArn(role.arn())
                        .glueVersion(GLUE_VERSION)
                        .workerType(args.workerType())
                        .numberOfWorkers(args.workers())
                        .timeout(args.timeoutMinutes())
                        .maxRetries(RETRIES)
                        .executionProperty(JobExecutionPropertyArgs.builder()
                                .maxConcurrentRuns(1)
                                .build())
                        .command(JobCommandArgs.builder()
                                .name("glueetl")
                                .scriptLocation(uri(script))
                                .build())
                        .defaultArguments(arguments(args, places, jar, logPrefix))
                        .build(),
                Children.of(parent, role.policy(), errors, output));
    }

    private static BucketObjectv2 artifact(String name, Resource parent, LakePlaces places, Output<String> file) {
        return new BucketObjectv2(
                name,
                BucketObjectv2Args.builder()
                        .bucket(places.bucketName())
                        .key(file.applyValue(
                                path -> Zone.ARTIFACTS + Path.of(path).getFileName()))
                        .source(file.applyValue(path -> (AssetOrArchive) new FileAsset(path)))
                        .build(),
                Children.of(parent));
    }

    private static Output<String> uri(BucketObjectv2 object) {
        return Output.tuple(object.bucket(), object.key()).applyValue(place -> "s3://" + place.t1 + "/" + place.t2);
    }

    // Glue joins the prefix with these two names.
    private static LogGroup logs(
            String name, Resource parent, LakehouseArgs args, Output<String> prefix, String suffix) {
        return new LogGroup(
                name,
                LogGroupArgs.builder()
                        .name(prefix.applyValue(each -> each + suffix))
                        .retentionInDays(args.logRetentionDays())
                        .kmsKeyId(args.encryptionKeyArn().orElse(null))
                        .build(),
                Children.of(parent));
    }

    private static Output<Map<String, String>> arguments(
            LakehouseArgs args, LakePlaces places, BucketObjectv2 jar, Output<String> logPrefix) {
        List<Output<Map.Entry<String, String>>> arguments = new ArrayList<>(List.of(
                argument("--job-language", Output.of("scala")),
                argument("--class", Output.of(MAIN_CLASS)),
                argument("--extra-jars", uri(jar)),
                argument("--custom-logGroup-prefix", logPrefix),
                argument("--raw", places.uri(places.rawPrefix())),
                argument("--output", places.uri(Zone.EVENTS)),
                argument("--quarantine", places.uri(Zone.QUARANTINE)),
                argument("--checkpoint", places.uri(Zone.JOB_STATE + "checkpoint/")),
                argument("--database", places.databaseName()),
                argument("--table", Output.of(Zone.table(Zone.EVENTS))),
                argument("--quarantine_table", Output.of(Zone.table(Zone.QUARANTINE))),
                argument("--table_format", Output.of(args.tableFormat().value())),
                argument("--window_past_days", args.windowPastDays().applyValue(Object::toString)),
                argument("--window_future_days", args.windowFutureDays().applyValue(Object::toString))));
        if (args.tableFormat() == TableFormat.ICEBERG) {
            arguments.add(argument("--deduplicate_days", args.deduplicateDays().applyValue(Object::toString)));
            arguments.add(argument("--snapshot_days", args.snapshotDays().applyValue(Object::toString)));
            arguments.add(argument("--quarantine_days", args.quarantineDays().applyValue(Object::toString)));
            arguments.add(argument("--datalake-formats", Output.of("iceberg")));
            arguments.add(argument("--conf", places.bucketName().applyValue(TransformJob::icebergCatalog)));
        }
        if (args.observabilityMetrics()) {
            arguments.add(argument("--enable-observability-metrics", Output.of("true")));
        }
        return Output.all(arguments).applyValue(entries -> {
            Map<String, String> byName = new TreeMap<>();
            entries.forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
            return byName;
        });
    }

    private static Output<Map.Entry<String, String>> argument(String name, Output<String> value) {
        return value.applyValue(each -> Map.entry(name, each));
    }

    /** Glue takes one {@code --conf}; the further ones stand inside its value. */
    private static String icebergCatalog(String bucket) {
        return String.join(
                " --conf ",
                "spark.sql.extensions=org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
                "spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog",
                "spark.sql.catalog.lake.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog",
                "spark.sql.catalog.lake.io-impl=org.apache.iceberg.aws.s3.S3FileIO",
                "spark.sql.catalog.lake.warehouse=s3://" + bucket,
                // A stream runs in a cloned session with a catalog of its own: a cached table would be an old one.
                "spark.sql.catalog.lake.cache-enabled=false");
    }

    private static List<Output<Statement>> statements(
            LakehouseArgs args, LakePlaces places, LogGroup errors, LogGroup output) {
        List<Output<Statement>> statements = new ArrayList<>();
        statements.add(Output.tuple(errors.arn(), output.arn())
                .applyValue(arns -> Statement.allow("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
                        .on(arns.t1 + ":*", arns.t2 + ":*")));
        statements.add(places.bucketArn().applyValue(arn -> Statement.allow("s3:GetBucketLocation", "s3:ListBucket")
                .on(arn)));
        statements.add(
                Output.tuple(places.bucketArn(), places.rawPrefix()).applyValue(raw -> Statement.allow("s3:GetObject")
                        .on(raw.t1 + "/" + raw.t2 + "*", raw.t1 + "/" + Zone.ARTIFACTS + "*")));
        statements.add(places.bucketArn().applyValue(arn -> Statement.allow(
                        "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload")
                .on(
                        arn + "/" + Zone.EVENTS + "*",
                        arn + "/" + Zone.QUARANTINE + "*",
                        arn + "/" + Zone.JOB_STATE + "*")));
        if (args.tableFormat() == TableFormat.ICEBERG) {
            // Erasing a user writes the raw objects that hold the user's lines anew.
            statements.add(Output.tuple(places.bucketArn(), places.rawPrefix())
                    .applyValue(raw -> Statement.allow("s3:PutObject").on(raw.t1 + "/" + raw.t2 + "*")));
            statements.add(places.onTables(
                    Statement.allow("glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:UpdateTable"),
                    List.of(Output.of(Zone.table(Zone.EVENTS)), Output.of(Zone.table(Zone.QUARANTINE)))));
        }
        statements.addAll(KeyUse.readingAndWriting(args.encryptionKeyArn(), "s3"));
        if (args.observabilityMetrics()) {
            // Metrics have no ARN; a namespace is all that can be named.
            statements.add(Output.of(Statement.allow("cloudwatch:PutMetricData")
                    .on("*")
                    .when("StringEquals", "cloudwatch:namespace", "Glue")));
        }
        return statements;
    }
}
