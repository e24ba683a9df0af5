package dev.lolscale.local.command;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.athena.QueryResult;
import dev.lolscale.local.deploy.ZoneSizes;
import dev.lolscale.local.load.SendReport;
import dev.lolscale.local.reconcile.RawZone;
import dev.lolscale.local.reconcile.Reconciliation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A demo that has run, as small stacks of both designs would give it. */
final class DemoFixture {

    static final String BUCKET = "delivery-landing-e2fabf4";

    private DemoFixture() {}

    /** An HTTP API, a stream that makes the day folders itself, an Iceberg table. */
    static StackGraph dev() {
        return graph(
                "dev",
                "https://26b964dc6a.execute-api.us-east-1.amazonaws.com/track",
                List.of(
                        resource("aws:apigatewayv2/api:Api", "ingest-api", Map.of()),
                        stream(),
                        job("analytics_raw/", "iceberg")));
    }

    /** A REST API, the mover behind its queue, a table of Parquet files. */
    static StackGraph classic() {
        return graph(
                "classic",
                "https://8c68b88a27.execute-api.us-east-1.amazonaws.com/live/track",
                List.of(
                        resource("aws:apigateway/restApi:RestApi", "ingest-api", Map.of()),
                        stream(),
                        resource("aws:lambda/eventSourceMapping:EventSourceMapping", "delivery-mover-source", Map.of()),
                        job("partitioned_analytics_raw/", "hive")));
    }

    /** All 98,960 events are where they belong. */
    static DemoResult sound(StackGraph graph) {
        return result(graph, new Reconciliation(100_000, 98_960, 1_040, 98_960, 98_960, 0, 0, 0, 0, 0, 0));
    }

    /** Twelve events were put aside by the job although the door had accepted them. */
    static DemoResult faulty(StackGraph graph) {
        return result(graph, new Reconciliation(100_000, 98_960, 1_040, 98_960, 98_948, 12, 0, 0, 12, 0, 0));
    }

    private static DemoResult result(StackGraph graph, Reconciliation reconciliation) {
        Map<String, List<String>> notRun = new TreeMap<>();
        notRun.put("BucketPolicy", List.of("delivery-landing-policy", "query-results-policy"));
        notRun.put(
                "BucketServerSideEncryptionConfigurationV2",
                List.of("delivery-landing-encryption", "query-results-encryption"));
        notRun.put("LogStream", List.of("delivery-stream-log"));
        notRun.put("Role", List.of("delivery-stream-role", "ingest-track-role", "lakehouse-job-role"));
        String raw = graph.outputs().text("rawPrefix");
        return new DemoResult(
                graph,
                new SendReport(
                        100_000,
                        98_960,
                        1_040,
                        0,
                        1_000,
                        17.4,
                        1_297.2,
                        8.04,
                        Map.of(),
                        Map.of("bad_time", 220L, "not_json", 400L, "wrong_type", 200L, "missing_field", 220L),
                        ""),
                reconciliation,
                new RawZone(3, 1_150_000, 98_960, Map.of()),
                List.of(),
                List.of(
                        new DemoResult.Answer(
                                "distinct_users_by_month",
                                new QueryResult(
                                        List.of("year", "month", "users"),
                                        List.of("varchar", "varchar", "bigint"),
                                        List.of(List.of("2026", "10", 7L), List.of("2026", "11", 9_873L)),
                                        0.512,
                                        353_100)),
                        new DemoResult.Answer(
                                "events_by_type",
                                new QueryResult(
                                        List.of("event", "events"),
                                        List.of("varchar", "bigint"),
                                        List.of(List.of("VIEW", 61_200L), List.of("LOGIN", 37_743L)),
                                        0.061,
                                        51_400))),
                List.of(
                        new Bars.Bar("2026-11-18", 12_655),
                        new Bars.Bar("2026-11-19", 39_204),
                        new Bars.Bar("2026-11-20", 47_083),
                        new Bars.Bar("2026-11-21", 1)),
                List.of(
                        new ZoneSizes.Zone("raw zone", raw, 3, 1_150_000),
                        new ZoneSizes.Zone("event table", "analytics_data/", 10, 1_579_700),
                        new ZoneSizes.Zone("quarantine", "analytics_quarantine/", 3, 8_700),
                        new ZoneSizes.Zone("artifacts", "artifacts/", 2, 72_300),
                        new ZoneSizes.Zone("job state", "job_state/checkpoint/", 1, 999)),
                notRun,
                Path.of("/home/ada/lolscale/.lolscale/" + graph.stack()),
                31.27);
    }

    private static StackGraph graph(String stack, String url, List<GraphResource> resources) {
        Map<String, Object> outputs = new TreeMap<>();
        outputs.put("url", url);
        outputs.put("eventTable", "analytics_data");
        outputs.put("rawPrefix", stack.equals("classic") ? "partitioned_analytics_raw/" : "analytics_raw/");
        return new StackGraph("lolscale", stack, new ArrayList<>(resources), new Properties(stack, outputs));
    }

    private static GraphResource stream() {
        return resource(
                "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
                "delivery-stream",
                Map.of("extendedS3Configuration", Map.of("compressionFormat", "GZIP")));
    }

    private static GraphResource job(String raw, String tableFormat) {
        String bucket = "s3://" + BUCKET + "/";
        return resource(
                "aws:glue/job:Job",
                "lakehouse-job",
                Map.of(
                        "command",
                        Map.of("scriptLocation", bucket + "artifacts/EventJob.scala"),
                        "defaultArguments",
                        Map.of(
                                "--raw", bucket + raw,
                                "--output", bucket + "analytics_data/",
                                "--quarantine", bucket + "analytics_quarantine/",
                                "--checkpoint", bucket + "job_state/checkpoint/",
                                "--table_format", tableFormat)));
    }

    private static GraphResource resource(String type, String name, Map<String, Object> inputs) {
        String urn = "urn:pulumi:dev::lolscale::" + type + "::" + name;
        return new GraphResource(
                urn,
                type,
                name,
                "",
                true,
                new Properties(urn, inputs),
                new Properties(urn, Map.of()),
                false,
                false,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                "");
    }
}
