package dev.lolscale.platform.stack;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.lolscale.platform.DeliveryPipeline;
import dev.lolscale.platform.DeliveryPipelineArgs;
import dev.lolscale.platform.EncryptionKey;
import dev.lolscale.platform.EncryptionKeyArgs;
import dev.lolscale.platform.IngestApi;
import dev.lolscale.platform.IngestApiArgs;
import dev.lolscale.platform.Lakehouse;
import dev.lolscale.platform.LakehouseArgs;
import dev.lolscale.platform.Operations;
import dev.lolscale.platform.OperationsArgs;
import dev.lolscale.platform.Partitioner;
import dev.lolscale.platform.QueryLayer;
import dev.lolscale.platform.QueryLayerArgs;
import dev.lolscale.platform.Reporting;
import dev.lolscale.platform.ReportingArgs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The platform: the components, joined. */
final class Platform {

    private Platform() {}

    /** Declares everything and returns the stack's outputs. */
    static Map<String, Output<?>> declare(Settings settings) {
        Provider aws = provider(settings);
        // No key is a value like any other: the builders take null for it.
        Output<String> key = settings.data().encryption() == Encryption.KMS
                ? new EncryptionKey("encryption", encryption(settings), with(aws)).keyArn()
                : null;
        DeliveryPipeline delivery = new DeliveryPipeline("delivery", delivery(settings, key), with(aws));
        IngestApi ingest = new IngestApi("ingest", ingest(settings, delivery, key), with(aws));
        Lakehouse lake = new Lakehouse("lakehouse", lake(settings, delivery, key), with(aws));
        QueryLayer query = new QueryLayer("query", query(settings, lake, key), with(aws));

        Map<String, Output<?>> outputs = new LinkedHashMap<>();
        outputs.put("url", ingest.url());
        ingest.beaconUrl().ifPresent(address -> outputs.put("beaconUrl", address));
        outputs.put("apiKeyIds", ingest.apiKeyIds());
        outputs.put("streamName", delivery.streamName());
        outputs.put("bucketName", delivery.bucketName());
        outputs.put("rawPrefix", delivery.rawPrefix());
        outputs.put("databaseName", lake.databaseName());
        outputs.put("rawTable", lake.rawTable());
        outputs.put("eventTable", lake.eventTable());
        outputs.put("quarantineTable", lake.quarantineTable());
        outputs.put("jobName", lake.jobName());
        outputs.put("workflowName", lake.workflowName());
        outputs.put("workgroupName", query.workgroupName());
        outputs.put("queryIds", query.queryIds());
        outputs.put("readme", Output.of(readme()));
        if (settings.operations().enabled()) {
            Operations operations =
                    new Operations("operations", operations(settings, ingest, delivery, lake, query, key), with(aws));
            outputs.put("alarmTopicArn", operations.topicArn());
            outputs.put("dashboardName", operations.dashboardName());
        }
        if (settings.reporting().enabled()) {
            Reporting reporting =
                    new Reporting("reporting", reporting(settings, delivery, lake, query, key), with(aws));
            reporting.dashboardId().ifPresent(id -> outputs.put("quicksightDashboardId", id));
            reporting.biPolicyArn().ifPresent(arn -> outputs.put("biPolicyArn", arn));
            reporting.biWorkgroupName().ifPresent(name -> outputs.put("biWorkgroupName", name));
            reporting.jdbcUrl().ifPresent(address -> outputs.put("jdbcUrl", address));
        }
        return outputs;
    }

    /** The page that Pulumi shows of a stack; Pulumi puts the stack's other outputs into it. */
    private static String readme() {
        try (InputStream page = Platform.class.getResourceAsStream("stack-readme.md")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("stack-readme.md stands beside this class", e);
        }
    }

    /** One provider for all: its region is the stack's, and it tags everything that can be tagged. */
    private static Provider provider(Settings settings) {
        return new Provider(
                "aws",
                ProviderArgs.builder()
                        .region(settings.region())
                        .defaultTags(ProviderDefaultTagsArgs.builder()
                                .tags(new TreeMap<>(Map.of("project", settings.project(), "stack", settings.stack())))
                                .build())
                        .build(),
                CustomResourceOptions.Empty);
    }

    private static ComponentResourceOptions with(Provider aws) {
        return ComponentResourceOptions.builder().providers(aws).build();
    }

    private static EncryptionKeyArgs encryption(Settings settings) {
        return EncryptionKeyArgs.builder()
                .bucketNotifications(settings.delivery().partitioner() == Partitioner.MOVER)
                .alarms(settings.operations().enabled())
                .protectData(settings.data().protect())
                .build();
    }

    private static DeliveryPipelineArgs delivery(Settings settings, Output<String> key) {
        return DeliveryPipelineArgs.builder()
                .partitioner(settings.delivery().partitioner())
                .bufferMegabytes(settings.delivery().bufferMegabytes())
                .bufferSeconds(settings.delivery().bufferSeconds())
                .functionsJar(settings.artifacts().functionsJar())
                .retentionDays(settings.data().rawRetentionDays())
                .tieringDays(settings.data().tieringDays())
                .versioned(settings.data().versioned())
                .deleteData(settings.data().delete())
                .protectData(settings.data().protect())
                .logRetentionDays(settings.data().logRetentionDays())
                .encryptionKeyArn(key)
                .build();
    }

    private static IngestApiArgs ingest(Settings settings, DeliveryPipeline delivery, Output<String> key) {
        IngestApiArgs.Builder args = IngestApiArgs.builder()
                .frontDoor(settings.ingest().frontDoor())
                .streamName(delivery.streamName())
                .streamArn(delivery.streamArn())
                .functionsJar(settings.artifacts().functionsJar())
                .apiKeyNames(settings.ingest().apiKeyNames())
                .corsOrigins(settings.ingest().corsOrigins())
                .corsCredentials(settings.ingest().corsCredentials())
                .beacon(settings.ingest().beacon())
                .authorizerCacheSeconds(settings.ingest().authorizerCacheSeconds())
                .memoryMegabytes(settings.ingest().trackMemoryMegabytes())
                .throttlingRateLimit(settings.ingest().throttlingRateLimit())
                .throttlingBurstLimit(settings.ingest().throttlingBurstLimit())
                .invocationsPerLogLine(settings.ingest().invocationsPerLogLine())
                .logRetentionDays(settings.data().logRetentionDays())
                .encryptionKeyArn(key);
        if (settings.ingest().requestsPerMonth() > 0) {
            args.requestsPerMonth(settings.ingest().requestsPerMonth());
        }
        Domain domain = settings.ingest().domain();
        if (!domain.name().isEmpty()) {
            args.domainName(domain.name()).certificateArn(domain.certificateArn());
        }
        if (!domain.hostedZoneId().isEmpty()) {
            args.hostedZoneId(domain.hostedZoneId());
        }
        return args.build();
    }

    private static LakehouseArgs lake(Settings settings, DeliveryPipeline delivery, Output<String> key) {
        return LakehouseArgs.builder()
                .tableFormat(settings.lake().tableFormat())
                .discovery(settings.lake().discovery())
                .bucketName(delivery.bucketName())
                .rawPrefix(delivery.rawPrefix())
                .databaseName(settings.lake().database())
                .jobJar(settings.artifacts().jobJar())
                .jobScript(settings.artifacts().jobScript())
                .transformSchedule(settings.lake().transformSchedule())
                .workers(settings.lake().workers())
                .workerType(settings.lake().workerType())
                .timeoutMinutes(settings.lake().jobTimeoutMinutes())
                .windowPastDays(settings.lake().windowPastDays())
                .windowFutureDays(settings.lake().windowFutureDays())
                .deduplicateDays(settings.lake().deduplicateDays())
                .maintenanceSchedule(settings.lake().maintenanceSchedule())
                .snapshotDays(settings.lake().snapshotDays())
                .quarantineDays(settings.lake().quarantineDays())
                .projectionYears(settings.lake().projectionYears())
                .observabilityMetrics(settings.operations().enabled())
                .protectData(settings.data().protect())
                .logRetentionDays(settings.data().logRetentionDays())
                .encryptionKeyArn(key)
                .build();
    }

    private static QueryLayerArgs query(Settings settings, Lakehouse lake, Output<String> key) {
        return QueryLayerArgs.builder()
                .databaseName(lake.databaseName())
                .rawTable(lake.rawTable())
                .eventTable(lake.eventTable())
                .quarantineTable(lake.quarantineTable())
                .bytesScannedCutoffPerQuery((double) settings.query().bytesScannedCutoffPerQuery())
                .resultRetentionDays(settings.query().resultRetentionDays())
                .encryptionKeyArn(key)
                .build();
    }

    private static OperationsArgs operations(
            Settings settings,
            IngestApi ingest,
            DeliveryPipeline delivery,
            Lakehouse lake,
            QueryLayer query,
            Output<String> key) {
        OperationsArgs.Builder args = OperationsArgs.builder()
                .stageName(ingest.stageName())
                .trackFunctionName(ingest.trackFunctionName())
                .streamName(delivery.streamName())
                .jobName(lake.jobName())
                .workgroupName(query.workgroupName())
                .jobHours(settings.operations().jobHours())
                .freshnessHours(settings.operations().freshnessHours())
                .runbookUrl(settings.operations().runbookUrl())
                .emails(settings.operations().alarmEmails())
                .encryptionKeyArn(key);
        switch (settings.ingest().frontDoor()) {
            case HTTP -> args.httpApiId(ingest.metricsApi());
            case REST -> args.restApiName(ingest.metricsApi());
        }
        ingest.authorizerFunctionName().ifPresent(args::authorizerFunctionName);
        delivery.moverFunctionName().ifPresent(args::moverFunctionName);
        delivery.queueName().ifPresent(args::queueName);
        delivery.deadLetterQueueName().ifPresent(args::deadLetterQueueName);
        if (settings.operations().monthlyBudgetDollars() > 0) {
            args.monthlyBudgetDollars(settings.operations().monthlyBudgetDollars())
                    .costTagValue(settings.stack());
        }
        return args.build();
    }

    private static ReportingArgs reporting(
            Settings settings, DeliveryPipeline delivery, Lakehouse lake, QueryLayer query, Output<String> key) {
        ReportingArgs.Builder args = ReportingArgs.builder()
                .workgroupArn(query.workgroupArn())
                .resultsBucketName(query.resultsBucketName())
                .bucketName(delivery.bucketName())
                .rawPrefix(delivery.rawPrefix())
                .databaseName(lake.databaseName())
                .rawTable(lake.rawTable())
                .eventTable(lake.eventTable())
                .quarantineTable(lake.quarantineTable())
                .quicksightImport(settings.reporting().quicksightImport())
                .biAccess(settings.reporting().biAccess())
                .bytesScannedCutoffPerQuery((double) settings.query().bytesScannedCutoffPerQuery())
                .encryptionKeyArn(key);
        if (!settings.reporting().quicksightPrincipal().isEmpty()) {
            args.quicksightPrincipalArn(settings.reporting().quicksightPrincipal());
        }
        return args.build();
    }
}
