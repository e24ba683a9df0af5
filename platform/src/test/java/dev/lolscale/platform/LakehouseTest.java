package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import dev.lolscale.schema.EventSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakehouseTest {

    @Test
    void shouldAddItsTablesToADatabaseThatIsThere() {
        Recording recording = Recording.of(context -> {
            Lakehouse lake = new Lakehouse(
                    "lake",
                    LakehouseArgs.builder()
                            .bucketName("events-bucket")
                            .databaseArn("arn:aws:glue:us-east-1:123456789012:database/theirs")
                            .discovery(Discovery.PROJECTION)
                            .jobJar("job.jar")
                            .jobScript("job.scala")
                            .build(),
                    ComponentResourceOptions.Empty);
            context.export("databaseName", lake.databaseName());
        });

        assertThat(recording.namesOf("aws:glue/catalogDatabase:CatalogDatabase"))
                .isEmpty();
        assertThat(recording.outputs()).containsEntry("databaseName", "theirs");
        assertThat(recording.inputs("aws:glue/catalogTable:CatalogTable", "lake-raw-table"))
                .containsEntry("databaseName", "theirs");
        assertThat(recording.statements("lake-job").toString())
                .contains("arn:aws:glue:us-east-1:123456789012:table/theirs/analytics_data");
    }

    @Test
    void shouldWantOneDatabase() {
        LakehouseArgs.Builder none =
                LakehouseArgs.builder().bucketName("b").jobJar("j").jobScript("s");
        LakehouseArgs.Builder both = LakehouseArgs.builder()
                .bucketName("b")
                .jobJar("j")
                .jobScript("s")
                .databaseName("new")
                .databaseArn("arn:aws:glue:us-east-1:123456789012:database/theirs");

        for (LakehouseArgs.Builder args : List.of(none, both)) {
            assertThatThrownBy(args::build)
                    .isInstanceOf(RunException.class)
                    .hasMessage("LakehouseArgs: one of databaseName and databaseArn is required; set databaseName for a"
                            + " Glue database to create, or databaseArn for one that is there:"
                            + " arn:aws:glue:REGION:ACCOUNT:database/NAME");
        }
    }

    private static final String CRAWLER = "aws:glue/crawler:Crawler";
    private static final String JOB = "aws:glue/job:Job";
    private static final String TABLE = "aws:glue/catalogTable:CatalogTable";
    private static final String TRIGGER = "aws:glue/trigger:Trigger";
    private static final String OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

    static LakehouseArgs.Builder required() {
        return LakehouseArgs.builder()
                .bucketName("zone")
                .databaseName("lake_test")
                .jobJar("glue/target/job.jar")
                .jobScript("glue/Job.scala");
    }

    private static Recording record(LakehouseArgs args) {
        return Recording.of(context -> {
            Lakehouse lakehouse = new Lakehouse("lake", args, ComponentResourceOptions.Empty);
            context.export("databaseName", lakehouse.databaseName());
            context.export("rawTable", lakehouse.rawTable());
            context.export("eventTable", lakehouse.eventTable());
            context.export("quarantineTable", lakehouse.quarantineTable());
            context.export("jobName", lakehouse.jobName());
            context.export("workflowName", lakehouse.workflowName());
        });
    }

    private static Map<String, Object> arguments(Recording recording) {
        Map<String, Object> arguments = new HashMap<>();
        ((Map<?, ?>) recording.inputs(JOB, "lake-job").get("defaultArguments"))
                .forEach((name, value) -> arguments.put(name.toString(), value));
        return arguments;
    }

    @Nested
    class IcebergWithCrawlerByDefault {

        private final Recording recording = record(required().build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            "aws:cloudwatch/logGroup:LogGroup lake-job-error-logs",
                            "aws:cloudwatch/logGroup:LogGroup lake-job-output-logs",
                            "aws:glue/catalogDatabase:CatalogDatabase lake-database",
                            "aws:glue/crawler:Crawler lake-raw-discovery",
                            "aws:glue/job:Job lake-job",
                            "aws:glue/trigger:Trigger lake-maintenance",
                            "aws:glue/trigger:Trigger lake-start",
                            "aws:glue/workflow:Workflow lake-workflow",
                            "aws:iam/role:Role lake-job-role",
                            "aws:iam/role:Role lake-raw-discovery-role",
                            "aws:iam/rolePolicy:RolePolicy lake-job-policy",
                            "aws:iam/rolePolicy:RolePolicy lake-raw-discovery-policy",
                            "aws:s3/bucketObjectv2:BucketObjectv2 lake-job-jar",
                            "aws:s3/bucketObjectv2:BucketObjectv2 lake-job-script",
                            "lolscale:index:Lakehouse lake");
        }

        @Test
        void shouldRunTheJobFromItsArtifacts() {
            assertThat(recording.inputs(OBJECT, "lake-job-jar"))
                    .isEqualTo(Map.of("bucket", "zone", "key", "artifacts/job.jar", "source", "glue/target/job.jar"));
            assertThat(recording.inputs(OBJECT, "lake-job-script"))
                    .isEqualTo(Map.of("bucket", "zone", "key", "artifacts/Job.scala", "source", "glue/Job.scala"));
            Map<String, Object> job = recording.inputs(JOB, "lake-job");
            job.remove("defaultArguments");
            assertThat(job)
                    .isEqualTo(Map.of(
                            "roleArn",
                            "arn:aws:iam::123456789012:role/lake-job-role",
                            "glueVersion",
                            "5.1",
                            "workerType",
                            "G.1X",
                            "numberOfWorkers",
                            2L,
                            "timeout",
                            120L,
                            "maxRetries",
                            1L,
                            "executionProperty",
                            Map.of("maxConcurrentRuns", 1L),
                            "command",
                            Map.of("name", "glueetl", "scriptLocation", "s3://zone/artifacts/Job.scala")));
        }

        @Test
        void shouldTellTheJobWhereEverythingIs() {
            assertThat(arguments(recording))
                    .isEqualTo(Map.ofEntries(
                            Map.entry("--job-language", "scala"),
                            Map.entry("--class", "dev.lolscale.glue.EventJob"),
                            Map.entry("--extra-jars", "s3://zone/artifacts/job.jar"),
                            Map.entry("--custom-logGroup-prefix", "/aws-glue/jobs/lake_test"),
                            Map.entry("--raw", "s3://zone/analytics_raw/"),
                            Map.entry("--output", "s3://zone/analytics_data/"),
                            Map.entry("--quarantine", "s3://zone/analytics_quarantine/"),
                            Map.entry("--checkpoint", "s3://zone/job_state/checkpoint/"),
                            Map.entry("--database", "lake_test"),
                            Map.entry("--table", "analytics_data"),
                            Map.entry("--quarantine_table", "analytics_quarantine"),
                            Map.entry("--table_format", "iceberg"),
                            Map.entry("--window_past_days", "365"),
                            Map.entry("--window_future_days", "2"),
                            Map.entry("--deduplicate_days", "1"),
                            Map.entry("--snapshot_days", "7"),
                            Map.entry("--quarantine_days", "0"),
                            Map.entry("--datalake-formats", "iceberg"),
                            Map.entry(
                                    "--conf",
                                    "spark.sql.extensions="
                                            + "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"
                                            + " --conf spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog"
                                            + " --conf spark.sql.catalog.lake.catalog-impl="
                                            + "org.apache.iceberg.aws.glue.GlueCatalog"
                                            + " --conf spark.sql.catalog.lake.io-impl="
                                            + "org.apache.iceberg.aws.s3.S3FileIO"
                                            + " --conf spark.sql.catalog.lake.warehouse=s3://zone"
                                            + " --conf spark.sql.catalog.lake.cache-enabled=false")));
        }

        @Test
        void shouldStartJobAndCrawlerSideBySideOnceADay() {
            assertThat(recording.inputs(TRIGGER, "lake-start"))
                    .isEqualTo(Map.of(
                            "workflowName",
                            "lake-workflow-name",
                            "type",
                            "SCHEDULED",
                            "schedule",
                            "cron(15 0 * * ? *)",
                            "startOnCreation",
                            true,
                            "actions",
                            List.of(
                                    Map.of("jobName", "lake-job-name"),
                                    Map.of("crawlerName", "lake-raw-discovery-name"))));
            assertThat(recording.inputs("aws:glue/workflow:Workflow", "lake-workflow"))
                    .isEqualTo(Map.of("maxConcurrentRuns", 1L));
        }

        @Test
        void shouldMaintainTheTablesOnceAWeek() {
            assertThat(recording.inputs(TRIGGER, "lake-maintenance"))
                    .isEqualTo(Map.of(
                            "type",
                            "SCHEDULED",
                            "schedule",
                            "cron(15 3 ? * SUN *)",
                            "startOnCreation",
                            true,
                            "actions",
                            List.of(Map.of("jobName", "lake-job-name", "arguments", Map.of("--maintain", "true")))));
        }

        @Test
        void shouldFindNewColumnsOfTheRawZone() {
            Map<String, Object> crawler = recording.inputs(CRAWLER, "lake-raw-discovery");

            assertThat(JsonParser.parseString((String) crawler.remove("configuration")))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": 1.0,
                             "CrawlerOutput": {
                               "Tables": {"AddOrUpdateBehavior": "MergeNewColumns"},
                               "Partitions": {"AddOrUpdateBehavior": "InheritFromTable"}},
                             "Grouping": {"TableGroupingPolicy": "CombineCompatibleSchemas"}}
                            """));
            assertThat(crawler)
                    .isEqualTo(Map.of(
                            "databaseName",
                            "lake_test",
                            "role",
                            "arn:aws:iam::123456789012:role/lake-raw-discovery-role",
                            "s3Targets",
                            List.of(Map.of("path", "s3://zone/analytics_raw/", "exclusions", List.of("_**", "**/_**"))),
                            "recrawlPolicy",
                            Map.of("recrawlBehavior", "CRAWL_EVERYTHING"),
                            "schemaChangePolicy",
                            Map.of("updateBehavior", "UPDATE_IN_DATABASE", "deleteBehavior", "LOG")));
        }

        @Test
        void shouldLetTheJobReadRawAndWriteItsOwnTablesOnly() {
            assertThat(recording.statements("lake-job")).isEqualTo(JsonParser.parseString("""
                    [
                      {"Effect": "Allow",
                       "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                       "Resource": ["arn:aws:logs:us-east-1:123456789012:log-group:/aws-glue/jobs/lake_test/error:*",
                                    "arn:aws:logs:us-east-1:123456789012:log-group:/aws-glue/jobs/lake_test/output:*"]},
                      {"Effect": "Allow",
                       "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
                       "Resource": ["arn:aws:s3:::zone"]},
                      {"Effect": "Allow",
                       "Action": ["s3:GetObject"],
                       "Resource": ["arn:aws:s3:::zone/analytics_raw/*", "arn:aws:s3:::zone/artifacts/*"]},
                      {"Effect": "Allow",
                       "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
                       "Resource": ["arn:aws:s3:::zone/analytics_data/*",
                                    "arn:aws:s3:::zone/analytics_quarantine/*",
                                    "arn:aws:s3:::zone/job_state/*"]},
                      {"Effect": "Allow",
                       "Action": ["s3:PutObject"],
                       "Resource": ["arn:aws:s3:::zone/analytics_raw/*"]},
                      {"Effect": "Allow",
                       "Action": ["glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:UpdateTable"],
                       "Resource": ["arn:aws:glue:us-east-1:123456789012:catalog",
                                    "arn:aws:glue:us-east-1:123456789012:database/lake_test",
                                    "arn:aws:glue:us-east-1:123456789012:table/lake_test/analytics_data",
                                    "arn:aws:glue:us-east-1:123456789012:table/lake_test/analytics_quarantine"]}
                    ]
                    """));
            assertThat(recording.json("aws:iam/role:Role", "lake-job-role", "assumeRolePolicy"))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Allow",
                               "Principal": {"Service": ["glue.amazonaws.com"]},
                               "Action": ["sts:AssumeRole"],
                               "Condition": {"StringEquals": {"aws:SourceAccount": ["123456789012"]}}}
                            ]}
                            """));
        }

        @Test
        void shouldLetTheCrawlerReadRawAndWriteItsOwnTableOnly() {
            assertThat(recording.statements("lake-raw-discovery")).isEqualTo(JsonParser.parseString("""
                    [
                      {"Effect": "Allow",
                       "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                       "Resource": ["arn:aws:logs:us-east-1:123456789012:log-group:/aws-glue/crawlers:*"]},
                      {"Effect": "Allow",
                       "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
                       "Resource": ["arn:aws:s3:::zone"]},
                      {"Effect": "Allow",
                       "Action": ["s3:GetObject"],
                       "Resource": ["arn:aws:s3:::zone/analytics_raw/*"]},
                      {"Effect": "Allow",
                       "Action": ["glue:GetDatabase", "glue:GetTables"],
                       "Resource": ["arn:aws:glue:us-east-1:123456789012:catalog",
                                    "arn:aws:glue:us-east-1:123456789012:database/lake_test",
                                    "arn:aws:glue:us-east-1:123456789012:table/lake_test/*"]},
                      {"Effect": "Allow",
                       "Action": ["glue:GetTable", "glue:CreateTable", "glue:UpdateTable",
                                  "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition",
                                  "glue:CreatePartition", "glue:BatchCreatePartition",
                                  "glue:UpdatePartition", "glue:BatchUpdatePartition"],
                       "Resource": ["arn:aws:glue:us-east-1:123456789012:catalog",
                                    "arn:aws:glue:us-east-1:123456789012:database/lake_test",
                                    "arn:aws:glue:us-east-1:123456789012:table/lake_test/analytics_raw"]}
                    ]
                    """));
        }

        @Test
        void shouldKeepTheJobsLogsInItsOwnGroups() {
            assertThat(recording.inputs("aws:cloudwatch/logGroup:LogGroup", "lake-job-output-logs"))
                    .isEqualTo(Map.of("name", "/aws-glue/jobs/lake_test/output", "retentionInDays", 30L));
            assertThat(recording.inputs("aws:cloudwatch/logGroup:LogGroup", "lake-job-error-logs"))
                    .isEqualTo(Map.of("name", "/aws-glue/jobs/lake_test/error", "retentionInDays", 30L));
        }

        @Test
        void shouldHandOnDatabaseTablesJobAndWorkflow() {
            assertThat(recording.outputs())
                    .isEqualTo(Map.of(
                            "databaseName", "lake_test",
                            "rawTable", "analytics_raw",
                            "eventTable", "analytics_data",
                            "quarantineTable", "analytics_quarantine",
                            "jobName", "lake-job-name",
                            "workflowName", "lake-workflow-name"));
        }
    }

    @Nested
    class IcebergWithOtherValues {

        private final Recording recording = record(required()
                .rawPrefix("teams/Blue-Raw/")
                .transformSchedule("cron(0 * * * ? *)")
                .workers(10)
                .workerType("G.2X")
                .timeoutMinutes(30)
                .windowPastDays(10)
                .windowFutureDays(0)
                .deduplicateDays(0)
                .maintenanceSchedule("cron(0 4 * * ? *)")
                .snapshotDays(30)
                .quarantineDays(90)
                .logRetentionDays(3)
                .build());

        @Test
        void shouldPassThemOn() {
            assertThat(recording.inputs(JOB, "lake-job"))
                    .containsEntry("numberOfWorkers", 10L)
                    .containsEntry("workerType", "G.2X")
                    .containsEntry("timeout", 30L);
            assertThat(arguments(recording))
                    .containsEntry("--raw", "s3://zone/teams/Blue-Raw/")
                    .containsEntry("--window_past_days", "10")
                    .containsEntry("--window_future_days", "0")
                    .containsEntry("--deduplicate_days", "0")
                    .containsEntry("--snapshot_days", "30")
                    .containsEntry("--quarantine_days", "90");
            assertThat(recording.inputs(TRIGGER, "lake-maintenance")).containsEntry("schedule", "cron(0 4 * * ? *)");
            assertThat(recording.inputs(TRIGGER, "lake-start")).containsEntry("schedule", "cron(0 * * * ? *)");
            assertThat(recording.inputs("aws:cloudwatch/logGroup:LogGroup", "lake-job-error-logs"))
                    .containsEntry("retentionInDays", 3L);
        }

        @Test
        void shouldNameTheRawTableAsTheCrawlerWill() {
            assertThat(recording.outputs()).containsEntry("rawTable", "blue_raw");
        }
    }

    @Nested
    class HiveWithCrawlers {

        private final Recording recording = record(required()
                .tableFormat(TableFormat.HIVE)
                .rawPrefix("partitioned_analytics_raw/")
                .build());

        @Test
        void shouldAddTheSecondCrawlerAndTwoTriggers() {
            List<String> iceberg = record(required().build()).names().stream()
                    // Parquet files of nobody's table are not maintained.
                    .filter(name -> !name.endsWith(" lake-maintenance"))
                    .toList();

            assertThat(recording.names().stream().filter(name -> !iceberg.contains(name)))
                    .containsExactly(
                            "aws:glue/crawler:Crawler lake-parquet-discovery",
                            "aws:glue/trigger:Trigger lake-after-job",
                            "aws:glue/trigger:Trigger lake-after-raw-discovery",
                            "aws:iam/role:Role lake-parquet-discovery-role",
                            "aws:iam/rolePolicy:RolePolicy lake-parquet-discovery-policy");
            assertThat(recording.names()).containsAll(iceberg);
        }

        @Test
        void shouldChainCrawlerJobCrawler() {
            assertThat(recording.inputs(TRIGGER, "lake-start"))
                    .containsEntry("actions", List.of(Map.of("crawlerName", "lake-raw-discovery-name")));
            assertThat(recording.inputs(TRIGGER, "lake-after-raw-discovery"))
                    .isEqualTo(Map.of(
                            "workflowName",
                            "lake-workflow-name",
                            "type",
                            "CONDITIONAL",
                            "startOnCreation",
                            true,
                            "predicate",
                            Map.of(
                                    "conditions",
                                    List.of(Map.of(
                                            "crawlerName", "lake-raw-discovery-name", "crawlState", "SUCCEEDED"))),
                            "actions",
                            List.of(Map.of("jobName", "lake-job-name"))));
            assertThat(recording.inputs(TRIGGER, "lake-after-job"))
                    .isEqualTo(Map.of(
                            "workflowName",
                            "lake-workflow-name",
                            "type",
                            "CONDITIONAL",
                            "startOnCreation",
                            true,
                            "predicate",
                            Map.of("conditions", List.of(Map.of("jobName", "lake-job-name", "state", "SUCCEEDED"))),
                            "actions",
                            List.of(Map.of("crawlerName", "lake-parquet-discovery-name"))));
        }

        @Test
        void shouldDiscoverTheParquetFilesOfBothTables() {
            assertThat(recording.inputs(CRAWLER, "lake-parquet-discovery").get("s3Targets"))
                    .isEqualTo(List.of(
                            Map.of("path", "s3://zone/analytics_data/", "exclusions", List.of("_**", "**/_**")),
                            Map.of("path", "s3://zone/analytics_quarantine/", "exclusions", List.of("_**", "**/_**"))));
            assertThat(recording.statements("lake-parquet-discovery").toString())
                    .contains(
                            "\"Action\":[\"s3:GetObject\"],\"Resource\":[\"arn:aws:s3:::zone/analytics_data/*\","
                                    + "\"arn:aws:s3:::zone/analytics_quarantine/*\"]",
                            "table/lake_test/analytics_data\"",
                            "table/lake_test/analytics_quarantine\"")
                    .doesNotContain("analytics_raw");
        }

        @Test
        void shouldNotGiveTheJobTheCatalog() {
            assertThat(arguments(recording))
                    .containsEntry("--table_format", "hive")
                    .containsEntry("--raw", "s3://zone/partitioned_analytics_raw/")
                    .doesNotContainKeys("--conf", "--datalake-formats");
            assertThat(recording.statements("lake-job").toString()).doesNotContain("glue:");
        }
    }

    @Nested
    class Projection {

        private static final Map<String, Object> DAYS = Map.of(
                "projection.enabled", "true",
                "projection.month.type", "integer",
                "projection.month.range", "1,12",
                "projection.month.digits", "2",
                "projection.day.type", "integer",
                "projection.day.range", "1,31",
                "projection.day.digits", "2",
                "projection.year.type", "integer",
                "projection.year.digits", "4",
                "EXTERNAL", "TRUE");
        private static final List<Map<String, String>> PARTITIONS = List.of(
                Map.of("name", "year", "type", "string"),
                Map.of("name", "month", "type", "string"),
                Map.of("name", "day", "type", "string"));

        @Test
        void shouldDeclareTheRawTableInsteadOfACrawler() {
            Recording recording =
                    record(required().discovery(Discovery.PROJECTION).build());

            assertThat(recording.namesOf(CRAWLER)).isEmpty();
            assertThat(recording.namesOf(TABLE)).containsExactly("lake-raw-table");
            assertThat(recording.inputs(TRIGGER, "lake-start"))
                    .containsEntry("actions", List.of(Map.of("jobName", "lake-job-name")));
            Map<String, Object> table = recording.inputs(TABLE, "lake-raw-table");
            Map<String, Object> parameters = new HashMap<>(DAYS);
            parameters.put("projection.year.range", "2025,2035");
            parameters.put("classification", "json");
            parameters.put("compressionType", "gzip");
            parameters.put(
                    "storage.location.template", "s3://zone/analytics_raw/year=${year}/month=${month}/day=${day}/");
            assertThat(table)
                    .containsEntry("databaseName", "lake_test")
                    .containsEntry("name", "analytics_raw")
                    .containsEntry("tableType", "EXTERNAL_TABLE")
                    .containsEntry("partitionKeys", PARTITIONS)
                    .containsEntry("parameters", parameters);
            assertThat(table.get("storageDescriptor"))
                    .isEqualTo(
                            Map.of(
                                    "location",
                                    "s3://zone/analytics_raw/",
                                    "inputFormat",
                                    "org.apache.hadoop.mapred.TextInputFormat",
                                    "outputFormat",
                                    "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                                    "serDeInfo",
                                    Map.of(
                                            "serializationLibrary",
                                            "org.openx.data.jsonserde.JsonSerDe",
                                            "parameters",
                                            Map.of("ignore.malformed.json", "true")),
                                    "columns",
                                    columns(
                                            "event string, userid string, datetime string, eventid string, receivedat bigint")));
        }

        @Test
        void shouldDeclareTheJobsTablesTooWhenTheyAreParquet() {
            Recording recording = record(required()
                    .discovery(Discovery.PROJECTION)
                    .tableFormat(TableFormat.HIVE)
                    .projectionYears("2018-2019")
                    .build());

            assertThat(recording.namesOf(TABLE))
                    .containsExactly("lake-event-table", "lake-quarantine-table", "lake-raw-table");
            assertThat(recording.namesOf(TRIGGER)).containsExactly("lake-start");
            Map<String, Object> table = recording.inputs(TABLE, "lake-event-table");
            Map<String, Object> parameters = new HashMap<>(DAYS);
            parameters.put("projection.year.range", "2018,2019");
            parameters.put("classification", "parquet");
            parameters.put(
                    "storage.location.template", "s3://zone/analytics_data/year=${year}/month=${month}/day=${day}/");
            assertThat(table)
                    .containsEntry("name", "analytics_data")
                    .containsEntry("partitionKeys", PARTITIONS)
                    .containsEntry("parameters", parameters);
            assertThat(table.get("storageDescriptor"))
                    .isEqualTo(Map.of(
                            "location",
                            "s3://zone/analytics_data/",
                            "inputFormat",
                            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                            "outputFormat",
                            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                            "serDeInfo",
                            Map.of(
                                    "serializationLibrary",
                                    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"),
                            "columns",
                            columns("event string, userid string, datetime timestamp, eventid string, "
                                    + "receivedat timestamp, extra string, out_of_window boolean")));

            Map<String, Object> quarantine = recording.inputs(TABLE, "lake-quarantine-table");
            parameters.put(
                    "storage.location.template",
                    "s3://zone/analytics_quarantine/year=${year}/month=${month}/day=${day}/");
            assertThat(quarantine)
                    .containsEntry("name", "analytics_quarantine")
                    .containsEntry("parameters", parameters);
            List<?> columns = (List<?>) ((Map<?, ?>) quarantine.get("storageDescriptor")).get("columns");
            assertThat(columns)
                    .extracting(column -> ((Map<?, ?>) column).get("name") + " " + ((Map<?, ?>) column).get("type"))
                    .containsExactly("reason string", "field string", "line string", "source_object string");
        }

        /** The schema file's descriptions are the comments; a column's words stand there, not here. */
        private List<Map<String, String>> columns(String namesAndTypes) {
            Map<String, String> comments = new HashMap<>();
            EventSchema.load().tableColumns().forEach(column -> comments.put(column.name(), column.description()));
            return List.of(namesAndTypes.split(", ", -1)).stream()
                    .map(each -> each.split(" ", -1))
                    .map(each -> Map.of("name", each[0], "type", each[1], "comment", comments.get(each[0])))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "2035-2025", "26-35", "2025,2035", ""})
    void shouldRefuseYearsThatAreNoRange(String years) {
        assertThatThrownBy(() -> required().projectionYears(years))
                .isInstanceOf(RunException.class)
                .hasMessage("projectionYears: \"" + years
                        + "\" is not allowed; allowed are a first and a last year, for example 2025-2035");
    }

    @Test
    void shouldRefuseARawPrefixWithoutSlash() {
        assertThatThrownBy(() -> required().rawPrefix("analytics_raw"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("rawPrefix: \"analytics_raw\" is not allowed");
    }

    @Test
    void shouldNameWhatIsMissing() {
        Output<String> nothing = null;

        assertThatThrownBy(() -> required().bucketName(nothing).build())
                .hasMessage("LakehouseArgs.bucketName: a value is required; set it on the builder");
        assertThatThrownBy(() -> required().databaseName(nothing).build())
                .hasMessageStartingWith("LakehouseArgs: one of databaseName and databaseArn is required");
        assertThatThrownBy(() -> required().jobJar(nothing).build())
                .hasMessage("LakehouseArgs.jobJar: a value is required; set it on the builder");
        assertThatThrownBy(() -> required().jobScript(nothing).build())
                .hasMessage("LakehouseArgs.jobScript: a value is required; set it on the builder");
    }
}
