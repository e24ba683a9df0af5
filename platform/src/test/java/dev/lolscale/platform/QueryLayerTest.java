package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryLayerTest {

    @Test
    void shouldPutResultsIntoABucketThatIsThere() {
        Recording recording = record(required().resultsBucketName("theirs").build());

        assertThat(recording.names()).noneMatch(name -> name.startsWith("aws:s3/"));
        assertThat(recording
                        .inputs("aws:athena/workgroup:Workgroup", "ask-workgroup")
                        .get("configuration")
                        .toString())
                .contains("outputLocation=s3://theirs/");
    }

    @Test
    void shouldLeaveTheExpiryOfResultsToTheBucketsOwner() {
        QueryLayerArgs.Builder args = required().resultsBucketName("theirs").resultRetentionDays(3);

        assertThatThrownBy(args::build)
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "QueryLayerArgs.resultRetentionDays: not allowed with resultsBucketName; leave it out, and let"
                                + " that bucket's own lifecycle rules expire results");
    }

    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final String QUERY = "aws:athena/namedQuery:NamedQuery";

    static QueryLayerArgs.Builder required() {
        return QueryLayerArgs.builder()
                .databaseName("lake_test")
                .rawTable("analytics_raw")
                .eventTable("analytics_data")
                .quarantineTable("analytics_quarantine");
    }

    private static Recording record(QueryLayerArgs args) {
        return Recording.of(context -> {
            QueryLayer queries = new QueryLayer("ask", args, ComponentResourceOptions.Empty);
            context.export("workgroupName", queries.workgroupName());
            context.export("queryIds", queries.queryIds());
        });
    }

    @Nested
    class ByDefault {

        private final Recording recording = record(required().build());

        @Test
        void shouldDeclareExactlyThese() {
            assertThat(recording.names())
                    .containsExactly(
                            "aws:athena/namedQuery:NamedQuery ask-daily_active_users",
                            "aws:athena/namedQuery:NamedQuery ask-distinct_users_by_month",
                            "aws:athena/namedQuery:NamedQuery ask-distinct_users_this_month",
                            "aws:athena/namedQuery:NamedQuery ask-events_by_type",
                            "aws:athena/namedQuery:NamedQuery ask-late_arrivals",
                            "aws:athena/namedQuery:NamedQuery ask-login_to_purchase",
                            "aws:athena/namedQuery:NamedQuery ask-quarantine_by_reason",
                            "aws:athena/namedQuery:NamedQuery ask-top_events_by_day",
                            "aws:athena/namedQuery:NamedQuery ask-weekly_retention",
                            "aws:athena/workgroup:Workgroup ask-workgroup",
                            LIFECYCLE + " ask-results-lifecycle",
                            "aws:s3/bucketOwnershipControls:BucketOwnershipControls ask-results-ownership",
                            "aws:s3/bucketPolicy:BucketPolicy ask-results-policy",
                            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock ask-results-public-access",
                            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2"
                                    + " ask-results-encryption",
                            "aws:s3/bucketV2:BucketV2 ask-results",
                            "aws:s3/bucketVersioningV2:BucketVersioningV2 ask-results-versioning",
                            "lolscale:index:QueryLayer ask");
        }

        @Test
        void shouldEnforceCutOffAndEncryptedResults() {
            assertThat(recording.inputs("aws:athena/workgroup:Workgroup", "ask-workgroup"))
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
                                    20_000_000_000L,
                                    "engineVersion",
                                    Map.of("selectedEngineVersion", "Athena engine version 3"),
                                    "resultConfiguration",
                                    Map.of(
                                            "outputLocation",
                                            "s3://ask-results-id/",
                                            "encryptionConfiguration",
                                            Map.of("encryptionOption", "SSE_S3")))));
        }

        @Test
        void shouldExpireResults() {
            assertThat((List<?>)
                            recording.inputs(LIFECYCLE, "ask-results-lifecycle").get("rules"))
                    .filteredOn(rule -> ((Map<?, ?>) rule).containsKey("expiration"))
                    .isEqualTo(List.of(Map.of(
                            "id",
                            "expire-all",
                            "status",
                            "Enabled",
                            "filter",
                            Map.of("prefix", ""),
                            "expiration",
                            Map.of("days", 30L))));
            assertThat(recording.inputs("aws:s3/bucketV2:BucketV2", "ask-results"))
                    .isEqualTo(Map.of("forceDestroy", true));
        }

        @Test
        void shouldSaveTheQueriesInTheWorkgroup() {
            assertThat(recording.inputs(QUERY, "ask-events_by_type"))
                    .isEqualTo(Map.of(
                            "name", "events_by_type",
                            "description", "How often each event happened in the last 30 days",
                            "database", "lake_test",
                            "workgroup", "ask-workgroup-name",
                            "query", """
                                    SELECT event, count(*) AS events
                                    FROM analytics_data
                                    WHERE year >= CAST(year(date_add('day', -30, current_date)) AS varchar)
                                      AND concat(year, '-', month, '-', day) >= CAST(date_add('day', -30, current_date) AS varchar)
                                    GROUP BY event
                                    ORDER BY events DESC, event
                                    """));
            assertThat(recording.inputs(QUERY, "ask-distinct_users_this_month")).containsEntry("query", """
                            SELECT count(DISTINCT userid) AS users
                            FROM analytics_raw
                            WHERE year = CAST(year(current_date) AS varchar)
                              AND month = lpad(CAST(month(current_date) AS varchar), 2, '0')
                            """);
            assertThat(recording.inputs(QUERY, "ask-distinct_users_by_month")).containsEntry("query", """
                            SELECT year, month, count(DISTINCT userid) AS users
                            FROM analytics_data
                            WHERE year >= CAST(year(current_date) - 1 AS varchar)
                            GROUP BY year, month
                            ORDER BY year, month
                            """);
        }

        @Test
        void shouldHandOutWorkgroupAndQueryIds() {
            assertThat(recording.outputs())
                    .isEqualTo(Map.of(
                            "workgroupName",
                            "ask-workgroup-name",
                            "queryIds",
                            Map.of(
                                    "daily_active_users", "ask-daily_active_users-id",
                                    "distinct_users_by_month", "ask-distinct_users_by_month-id",
                                    "distinct_users_this_month", "ask-distinct_users_this_month-id",
                                    "events_by_type", "ask-events_by_type-id",
                                    "late_arrivals", "ask-late_arrivals-id",
                                    "login_to_purchase", "ask-login_to_purchase-id",
                                    "quarantine_by_reason", "ask-quarantine_by_reason-id",
                                    "top_events_by_day", "ask-top_events_by_day-id",
                                    "weekly_retention", "ask-weekly_retention-id")));
        }

        @ParameterizedTest
        @CsvSource({
            "daily_active_users, analytics_data",
            "distinct_users_by_month, analytics_data",
            "distinct_users_this_month, analytics_raw",
            "events_by_type, analytics_data",
            "late_arrivals, analytics_data",
            "login_to_purchase, analytics_data",
            "quarantine_by_reason, analytics_quarantine",
            "top_events_by_day, analytics_data",
            "weekly_retention, analytics_data"
        })
        void shouldWriteQueriesThatAthenaParses(String name, String table) {
            String sql = (String) recording.inputs(QUERY, "ask-" + name).get("query");

            Statement query = new SqlParser().createStatement(sql);

            List<String> tables = new ArrayList<>();
            new DefaultTraversalVisitor<Void>() {
                @Override
                protected Void visitTable(Table node, Void context) {
                    tables.add(node.getName().toString());
                    return null;
                }
            }.process(query);
            assertThat(tables.stream().filter(each -> each.startsWith("analytics")))
                    .containsExactly(table);
            assertThat(sql).containsPattern("WHERE\\s+year (=|>=) ");
        }
    }

    @Nested
    class WithOtherValues {

        private final Recording recording = record(required()
                .rawTable("partitioned_analytics_raw")
                .eventTable("events")
                .quarantineTable("bad_lines")
                .bytesScannedCutoffPerQuery(10_000_000)
                .resultRetentionDays(7)
                .build());

        @Test
        void shouldPassThemOn() {
            Map<?, ?> configuration = (Map<?, ?>) recording
                    .inputs("aws:athena/workgroup:Workgroup", "ask-workgroup")
                    .get("configuration");

            assertThat(configuration.get("bytesScannedCutoffPerQuery")).isEqualTo(10_000_000L);
            assertThat(recording.inputs(LIFECYCLE, "ask-results-lifecycle").toString())
                    .contains("expiration={days=7}");
            assertThat((String) recording
                            .inputs(QUERY, "ask-distinct_users_this_month")
                            .get("query"))
                    .contains("FROM partitioned_analytics_raw\n");
            assertThat((String) recording.inputs(QUERY, "ask-events_by_type").get("query"))
                    .contains("FROM events\n");
            assertThat((String)
                            recording.inputs(QUERY, "ask-quarantine_by_reason").get("query"))
                    .contains("FROM bad_lines\n");
        }
    }

    @Test
    void shouldNameWhatIsMissing() {
        Output<String> nothing = null;

        assertThatThrownBy(() -> required().databaseName(nothing).build())
                .hasMessage("QueryLayerArgs.databaseName: a value is required; set it on the builder");
        assertThatThrownBy(() -> required().rawTable(nothing).build())
                .hasMessage("QueryLayerArgs.rawTable: a value is required; set it on the builder");
        assertThatThrownBy(() -> required().eventTable(nothing).build())
                .hasMessage("QueryLayerArgs.eventTable: a value is required; set it on the builder");
        assertThatThrownBy(() -> required().quarantineTable(nothing).build())
                .hasMessage("QueryLayerArgs.quarantineTable: a value is required; set it on the builder");
    }
}
