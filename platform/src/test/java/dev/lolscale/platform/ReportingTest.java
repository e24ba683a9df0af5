package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import io.trino.sql.parser.SqlParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReportingTest {

    private static final String PRINCIPAL = "arn:aws:quicksight:us-east-1:123456789012:group/default/analysts";
    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/k";
    private static final String SET = "aws:quicksight/dataSet:DataSet";
    private static final String STACK = "aws:cloudformation/stack:Stack";
    private static final String REFRESH = "aws:quicksight/refreshSchedule:RefreshSchedule";
    private static final String IN_ACCOUNT = ":eu-west-1:123456789012:";

    private static ReportingArgs.Builder required() {
        return ReportingArgs.builder()
                .workgroupArn("arn:aws:athena" + IN_ACCOUNT + "workgroup/asked")
                .resultsBucketName("answers")
                .bucketName("lake")
                .databaseName("lake_test")
                .rawTable("analytics_raw")
                .eventTable("analytics_data")
                .quarantineTable("analytics_quarantine");
    }

    private static Recording record(ReportingArgs args) {
        return Recording.of(context -> {
            Reporting reporting = new Reporting("show", args, ComponentResourceOptions.Empty);
            reporting.dashboardId().ifPresent(id -> context.export("dashboardId", id));
            reporting.biPolicyArn().ifPresent(arn -> context.export("biPolicyArn", arn));
            reporting.biWorkgroupName().ifPresent(name -> context.export("biWorkgroupName", name));
            reporting.jdbcUrl().ifPresent(url -> context.export("jdbcUrl", url));
        });
    }

    @Test
    void shouldRefuseToMakeNothing() {
        ReportingArgs.Builder args = required();

        assertThatThrownBy(args::build)
                .isInstanceOf(RunException.class)
                .hasMessage("ReportingArgs: nothing to make; set quicksightPrincipalArn or biAccess on the builder");
    }

    @Test
    void shouldRefuseARefreshOfWhatIsAskedDirectly() {
        ReportingArgs.Builder args =
                required().quicksightPrincipalArn(PRINCIPAL).refreshTime("05:00");

        assertThatThrownBy(args::build)
                .isInstanceOf(RunException.class)
                .hasMessage("ReportingArgs.refreshTime: allowed only with quicksightImport spice; leave it out");
    }

    @Test
    void shouldNameTheRequiredArgumentThatIsMissing() {
        ReportingArgs.Builder args = ReportingArgs.builder().biAccess(true);

        assertThatThrownBy(args::build)
                .isInstanceOf(RunException.class)
                .hasMessage("ReportingArgs.workgroupArn: a value is required; set it on the builder");
    }

    @Nested
    class InQuickSight {

        private final Recording recording =
                record(required().quicksightPrincipalArn(PRINCIPAL).build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            STACK + " show-quicksight-dashboard",
                            STACK + " show-quicksight-source",
                            "aws:iam/role:Role show-quicksight-role",
                            "aws:iam/rolePolicy:RolePolicy show-quicksight-policy",
                            SET + " show-quicksight-activity",
                            SET + " show-quicksight-funnel",
                            SET + " show-quicksight-quarantine",
                            SET + " show-quicksight-retention",
                            "aws:s3/bucketObjectv2:BucketObjectv2 show-quicksight-template",
                            "lolscale:index:Reporting show");
        }

        @Test
        void shouldLetQuickSightOfThisAccountReadTheLakeAndNothingElse() {
            assertThat(recording.json("aws:iam/role:Role", "show-quicksight-role", "assumeRolePolicy"))
                    .isEqualTo(JsonParser.parseString("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Allow", "Principal": {"Service": ["quicksight.amazonaws.com"]},
                               "Action": ["sts:AssumeRole"],
                               "Condition": {"StringEquals": {"aws:SourceAccount": ["123456789012"]}}}]}
                            """));
            assertThat(recording.statements("show-quicksight")).isEqualTo(JsonParser.parseString("""
                    [
                      {"Effect": "Allow",
                       "Action": ["athena:BatchGetQueryExecution", "athena:GetQueryExecution",
                         "athena:GetQueryResults", "athena:GetQueryResultsStream", "athena:GetWorkGroup",
                         "athena:ListQueryExecutions", "athena:StartQueryExecution", "athena:StopQueryExecution"],
                       "Resource": ["arn:aws:athena:eu-west-1:123456789012:workgroup/asked"]},
                      {"Effect": "Allow",
                       "Action": ["athena:GetDataCatalog", "athena:GetDatabase", "athena:GetTableMetadata",
                         "athena:ListDatabases", "athena:ListTableMetadata"],
                       "Resource": ["arn:aws:athena:eu-west-1:123456789012:datacatalog/AwsDataCatalog"]},
                      {"Effect": "Allow",
                       "Action": ["glue:BatchGetPartition", "glue:GetDatabase", "glue:GetDatabases",
                         "glue:GetPartition", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
                       "Resource": ["arn:aws:glue:eu-west-1:123456789012:catalog",
                         "arn:aws:glue:eu-west-1:123456789012:database/lake_test",
                         "arn:aws:glue:eu-west-1:123456789012:table/lake_test/analytics_data",
                         "arn:aws:glue:eu-west-1:123456789012:table/lake_test/analytics_quarantine"]},
                      {"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
                       "Resource": ["arn:aws:s3:::lake"]},
                      {"Effect": "Allow", "Action": ["s3:GetObject"],
                       "Resource": ["arn:aws:s3:::lake/analytics_data/*", "arn:aws:s3:::lake/analytics_quarantine/*"]},
                      {"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
                       "Resource": ["arn:aws:s3:::answers"]},
                      {"Effect": "Allow",
                       "Action": ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts",
                         "s3:PutObject"],
                       "Resource": ["arn:aws:s3:::answers/*"]}]
                    """));
        }

        @Test
        void shouldMakeTheSourceWithItsOwnRole() {
            Map<String, Object> source = recording.inputs(STACK, "show-quicksight-source");
            JsonObject resource = JsonParser.parseString((String) source.get("templateBody"))
                    .getAsJsonObject()
                    .getAsJsonObject("Resources")
                    .getAsJsonObject("DataSource");

            assertThat(source.get("parameters"))
                    .isEqualTo(Map.of(
                            "AccountId", "123456789012",
                            "DataSourceId", "asked-lake",
                            "DataSourceName", "lake_test",
                            "PrincipalArn", PRINCIPAL,
                            "RoleArn", "arn:aws:iam::123456789012:role/show-quicksight-role",
                            "WorkGroup", "asked"));
            assertThat(QuickSightTypes.faults(resource)).isEmpty();
            assertThat(resource.getAsJsonObject("Properties").get("DataSourceParameters"))
                    .isEqualTo(JsonParser.parseString(
                            "{\"AthenaParameters\": {\"WorkGroup\": {\"Ref\": \"WorkGroup\"}, \"RoleArn\": {\"Ref\":"
                                    + " \"RoleArn\"}}}"));
        }

        @Test
        void shouldAskDirectly() {
            Map<String, Object> activity = recording.inputs(SET, "show-quicksight-activity");

            assertThat(activity)
                    .containsEntry("dataSetId", "asked-activity")
                    .containsEntry("name", "lake_test activity")
                    .containsEntry("importMode", "DIRECT_QUERY")
                    .containsEntry(
                            "permissions",
                            List.of(Map.of(
                                    "principal",
                                    PRINCIPAL,
                                    "actions",
                                    List.of(
                                            "quicksight:DescribeDataSet",
                                            "quicksight:DescribeDataSetPermissions",
                                            "quicksight:DescribeIngestion",
                                            "quicksight:ListIngestions",
                                            "quicksight:PassDataSet"))));
            assertThat(customSql(recording, "activity"))
                    .containsEntry("dataSourceArn", "arn:aws:quicksight" + IN_ACCOUNT + "datasource/asked-lake")
                    .containsEntry(
                            "columns",
                            List.of(
                                    Map.of("name", "event_day", "type", "DATETIME"),
                                    Map.of("name", "event", "type", "STRING"),
                                    Map.of("name", "userid", "type", "STRING"),
                                    Map.of("name", "events", "type", "INTEGER"),
                                    Map.of("name", "late_events", "type", "INTEGER")))
                    .containsEntry("sqlQuery", """
                            SELECT CAST(concat(year, '-', month, '-', day) AS date) AS event_day, event, userid,
                              count(*) AS events,
                              count_if(CAST(receivedat AS date) > CAST(datetime AS date)) AS late_events
                            FROM lake_test.analytics_data
                            WHERE year >= CAST(year(current_date) - 1 AS varchar)
                            GROUP BY year, month, day, event, userid
                            """);
        }

        @Test
        void shouldWriteAthenasSqlAndNameTheDatabase() {
            assertThat(recording.namesOf(SET)).hasSize(4).allSatisfy(name -> {
                String sql = (String) customSql(recording, name.replace("show-quicksight-", ""))
                        .get("sqlQuery");
                assertThat(new SqlParser().createStatement(sql)).isNotNull();
                assertThat(sql).containsPattern("FROM lake_test\\.analytics_(data|quarantine)\n");
            });
        }

        @Test
        void shouldMakeTheDashboardFromATemplateWhoseAddressChangesWithIt() {
            Map<String, Object> template =
                    recording.inputs("aws:s3/bucketObjectv2:BucketObjectv2", "show-quicksight-template");
            Map<String, Object> dashboard = recording.inputs(STACK, "show-quicksight-dashboard");

            assertThat(template)
                    .containsEntry("bucket", "lake")
                    .containsEntry("content", ReportDashboard.template())
                    .hasEntrySatisfying(
                            "key", key -> assertThat((String) key).matches("artifacts/dashboard-[0-9a-f]{16}\\.json"));
            assertThat(dashboard)
                    .containsEntry("templateUrl", "https://lake.s3.eu-west-1.amazonaws.com/" + template.get("key"))
                    .containsEntry(
                            "parameters",
                            Map.of(
                                    "AccountId", "123456789012",
                                    "DashboardId", "asked-dashboard",
                                    "DashboardName", "lake_test",
                                    "PrincipalArn", PRINCIPAL,
                                    "ActivityArn", "arn:aws:quicksight:us-east-1:123456789012:dataset/asked-activity",
                                    "FunnelArn", "arn:aws:quicksight:us-east-1:123456789012:dataset/asked-funnel",
                                    "QuarantineArn",
                                            "arn:aws:quicksight:us-east-1:123456789012:dataset/asked-quarantine",
                                    "RetentionArn",
                                            "arn:aws:quicksight:us-east-1:123456789012:dataset/asked-retention"));
            assertThat(recording.outputs()).isEqualTo(Map.of("dashboardId", "asked-dashboard"));
        }
    }

    @Nested
    class InSpice {

        private final Recording recording = record(required()
                .quicksightPrincipalArn(PRINCIPAL)
                .quicksightImport(QuickSightImport.SPICE)
                .refreshTime("05:00")
                .encryptionKeyArn(KEY)
                .build());

        @Test
        void shouldFillEachDataSetDaily() {
            assertThat(recording.namesOf(SET)).hasSize(4).allSatisfy(name -> {
                assertThat(recording.inputs(SET, name)).containsEntry("importMode", "SPICE");
                assertThat(recording.inputs(REFRESH, name + "-refresh"))
                        .isEqualTo(Map.of(
                                "dataSetId",
                                name.replace("show-quicksight", "asked"),
                                "scheduleId",
                                "daily",
                                "schedule",
                                Map.of(
                                        "refreshType",
                                        "FULL_REFRESH",
                                        "scheduleFrequency",
                                        Map.of("interval", "DAILY", "timeOfTheDay", "05:00", "timezone", "UTC"))));
            });
        }

        @Test
        void shouldLetTheRoleUseTheKeyThroughS3() {
            assertThat(recording.statements("show-quicksight").getAsJsonArray().get(7))
                    .isEqualTo(usedThroughS3());
        }
    }

    @Nested
    class ForBiTools {

        private final Recording recording = record(required()
                .rawPrefix("raw/")
                .biAccess(true)
                .bytesScannedCutoffPerQuery(5e9)
                .encryptionKeyArn(KEY)
                .build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            "aws:athena/workgroup:Workgroup show-bi-workgroup",
                            "aws:iam/policy:Policy show-bi-policy",
                            "lolscale:index:Reporting show");
        }

        @Test
        void shouldKeepResultsApartAndEndWhatReadsTooMuch() {
            assertThat(recording.inputs("aws:athena/workgroup:Workgroup", "show-bi-workgroup"))
                    .isEqualTo(Map.of(
                            "forceDestroy",
                            true,
                            "configuration",
                            Map.of(
                                    "enforceWorkgroupConfiguration",
                                    true,
                                    "publishCloudwatchMetricsEnabled",
                                    true,
                                    "bytesScannedCutoffPerQuery",
                                    5_000_000_000L,
                                    "engineVersion",
                                    Map.of("selectedEngineVersion", "Athena engine version 3"),
                                    "resultConfiguration",
                                    Map.of(
                                            "outputLocation",
                                            "s3://answers/bi/",
                                            "encryptionConfiguration",
                                            Map.of("encryptionOption", "SSE_KMS", "kmsKeyArn", KEY)))));
        }

        @Test
        void shouldLetReadAndWriteOnlyOnesOwnResults() {
            JsonObject policy = recording
                    .json("aws:iam/policy:Policy", "show-bi-policy", "policy")
                    .getAsJsonObject();
            List<JsonObject> statements = policy.getAsJsonArray("Statement").asList().stream()
                    .map(statement -> statement.getAsJsonObject())
                    .toList();

            assertThat(statements)
                    .extracting(statement -> statement.get("Resource").toString())
                    .containsExactly(
                            "[\"arn:aws:athena:us-east-1:123456789012:workgroup/show-bi-workgroup-name\"]",
                            "[\"arn:aws:athena:us-east-1:123456789012:datacatalog/AwsDataCatalog\"]",
                            "[\"arn:aws:glue:eu-west-1:123456789012:catalog\","
                                    + "\"arn:aws:glue:eu-west-1:123456789012:database/lake_test\","
                                    + "\"arn:aws:glue:eu-west-1:123456789012:table/lake_test/analytics_raw\","
                                    + "\"arn:aws:glue:eu-west-1:123456789012:table/lake_test/analytics_data\","
                                    + "\"arn:aws:glue:eu-west-1:123456789012:table/lake_test/analytics_quarantine\"]",
                            "[\"arn:aws:s3:::lake\"]",
                            "[\"arn:aws:s3:::lake/raw/*\",\"arn:aws:s3:::lake/analytics_data/*\","
                                    + "\"arn:aws:s3:::lake/analytics_quarantine/*\"]",
                            "[\"arn:aws:s3:::answers\"]",
                            "[\"arn:aws:s3:::answers/bi/*\"]",
                            "[\"" + KEY + "\"]");
            assertThat(statements)
                    .filteredOn(statement -> statement.get("Action").toString().contains("s3:PutObject"))
                    .containsExactly(statements.get(6));
            assertThat(policy.toString()).doesNotContain("Delete", "glue:Create", "glue:Update", "athena:Create");
            assertThat(statements.get(7)).isEqualTo(usedThroughS3());
        }

        @Test
        void shouldHandOnHowToConnect() {
            assertThat(recording.outputs())
                    .isEqualTo(Map.of(
                            "biPolicyArn",
                            "arn:aws:iam::123456789012:policy/show-bi-policy",
                            "biWorkgroupName",
                            "show-bi-workgroup-name",
                            "jdbcUrl",
                            "jdbc:athena://Region=eu-west-1;WorkGroup=show-bi-workgroup-name;"
                                    + "Catalog=AwsDataCatalog;Database=lake_test;"));
        }
    }

    private static JsonObject usedThroughS3() {
        return JsonParser.parseString("""
                        {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": ["%s"],
                         "Condition": {"StringEquals": {"kms:ViaService": ["s3.eu-west-1.amazonaws.com"]}}}
                        """.formatted(KEY)).getAsJsonObject();
    }

    @SuppressWarnings("unchecked") // The recording keeps an object's input as a map by its names.
    private static Map<String, Object> customSql(Recording recording, String dataSet) {
        List<Map<String, Object>> tables = (List<Map<String, Object>>)
                recording.inputs(SET, "show-quicksight-" + dataSet).get("physicalTableMaps");
        return (Map<String, Object>) tables.get(0).get("customSql");
    }
}
