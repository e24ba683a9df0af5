package dev.lolscale.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.resources.ResourceArgs;
import com.pulumi.test.PulumiTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every argument is when nobody sets it. A new argument, or another default, has to be written down here. */
class ArgumentDefaultsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/lolscale/platform");

    @Test
    void shouldBeTheseOfTheDoor() {
        assertThat(values(IngestApiTest.required().build())).isEqualTo(lines("""
                apiKeyNames: [first]
                authorizerCacheSeconds: 300
                beacon: false
                certificateArn: none
                corsCredentials: false
                corsOrigins: []
                domainName: none
                encryptionKeyArn: none
                frontDoor: HTTP
                functionsJar: functions.jar
                hostedZoneId: none
                invocationsPerLogLine: 10
                logRetentionDays: 30
                memoryMegabytes: 1024
                requestsPerMonth: none
                streamArn: arn:aws:firehose:us-east-1:123456789012:deliverystream/events
                streamName: events
                throttlingBurstLimit: 2000
                throttlingRateLimit: 1000
                timeoutSeconds: 10
                """));
    }

    @Test
    void shouldBeTheseOfThePipeline() {
        assertThat(values(DeliveryPipelineArgs.builder().build())).isEqualTo(lines("""
                bucketName: none
                bufferMegabytes: 128
                bufferSeconds: 900
                deleteData: false
                encryptionKeyArn: none
                functionsJar: none
                logRetentionDays: 30
                partitionedPrefix: partitioned_analytics_raw/
                partitioner: FIREHOSE
                prefix: analytics_raw/
                protectData: false
                replaceNotification: false
                retentionDays: 0
                tieringDays: 0
                versioned: false
                """));
    }

    @Test
    void shouldBeTheseOfTheLake() {
        assertThat(values(LakehouseTest.required().build())).isEqualTo(lines("""
                bucketName: zone
                databaseArn: none
                databaseName: lake_test
                deduplicateDays: 1
                discovery: CRAWLERS
                encryptionKeyArn: none
                jobJar: glue/target/job.jar
                jobScript: glue/Job.scala
                logRetentionDays: 30
                maintenanceSchedule: cron(15 3 ? * SUN *)
                observabilityMetrics: false
                projectionYears: 2025-2035
                protectData: false
                quarantineDays: 0
                rawPrefix: analytics_raw/
                snapshotDays: 7
                tableFormat: ICEBERG
                timeoutMinutes: 120
                transformSchedule: cron(15 0 * * ? *)
                windowFutureDays: 2
                windowPastDays: 365
                workerType: G.1X
                workers: 2
                """));
    }

    @Test
    void shouldBeTheseOfTheQueries() {
        assertThat(values(QueryLayerTest.required().build())).isEqualTo(lines("""
                bytesScannedCutoffPerQuery: 2.0E10
                databaseName: lake_test
                encryptionKeyArn: none
                eventTable: analytics_data
                quarantineTable: analytics_quarantine
                rawTable: analytics_raw
                resultRetentionDays: 30
                resultsBucketName: none
                """));
    }

    @Test
    void shouldBeTheseOfTheWatch() {
        assertThat(values(OperationsArgs.builder().streamName("events").build()))
                .isEqualTo(lines("""
                authorizerFunctionName: none
                costTagKey: stack
                costTagValue: none
                deadLetterQueueName: none
                deliverySeconds: 1800
                emails: []
                encryptionKeyArn: none
                freshnessHours: 26
                httpApiId: none
                jobHours: 26
                jobName: none
                monthlyBudgetDollars: none
                moverFunctionName: none
                quarantinePercent: 1.0
                queueName: none
                restApiName: none
                runbookUrl: docs/operations.md
                serverErrorPercent: 1.0
                stageName: none
                streamName: events
                trackFunctionName: none
                unmovedSeconds: 3600
                workgroupName: none
                """));
    }

    @Test
    void shouldBeTheseOfTheReport() {
        assertThat(values(ReportingArgs.builder()
                        .workgroupArn("arn:aws:athena:us-east-1:123456789012:workgroup/asked")
                        .resultsBucketName("answers")
                        .bucketName("lake")
                        .databaseName("lake_test")
                        .rawTable("analytics_raw")
                        .eventTable("analytics_data")
                        .quarantineTable("analytics_quarantine")
                        .biAccess(true)
                        .build()))
                .isEqualTo(lines("""
                biAccess: true
                bucketName: lake
                bytesScannedCutoffPerQuery: 2.0E10
                databaseName: lake_test
                encryptionKeyArn: none
                eventTable: analytics_data
                quarantineTable: analytics_quarantine
                quicksightImport: DIRECT
                quicksightPrincipalArn: none
                rawPrefix: analytics_raw/
                rawTable: analytics_raw
                refreshTime: 02:00
                resultsBucketName: answers
                workgroupArn: arn:aws:athena:us-east-1:123456789012:workgroup/asked
                """));
    }

    @Test
    void shouldBeTheseOfTheKey() {
        assertThat(values(EncryptionKeyArgs.builder().build())).isEqualTo(lines("""
                alarms: false
                bucketNotifications: false
                protectData: false
                """));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IngestApiArgs.class,
                DeliveryPipelineArgs.class,
                LakehouseArgs.class,
                QueryLayerArgs.class,
                OperationsArgs.class,
                ReportingArgs.class,
                EncryptionKeyArgs.class
            })
    void shouldStandInTheJavadocOfTheGetter(Class<?> type) throws IOException {
        String source = Files.readString(SOURCES.resolve(type.getSimpleName() + ".java"));
        source = source.substring(0, source.indexOf("class Builder"));
        Matcher getter = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s+public [\\w<>]+ (\\w+)\\(\\) \\{([^}]*)}")
                .matcher(source);
        int defaults = 0;
        while (getter.find()) {
            // Whatever looks whether it was set has something else to give.
            if (getter.group(3).contains("null")) {
                defaults++;
                assertThat(getter.group(1)).as(getter.group(2)).containsIgnoringCase("default");
            }
        }
        assertThat(defaults).isPositive();
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> lines = new TreeMap<>();
        text.lines()
                .forEach(
                        line -> lines.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
        return lines;
    }

    private static Map<String, String> values(ResourceArgs args) {
        Map<String, String> values = new TreeMap<>();
        Arrays.stream(args.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0)
                .forEach(getter -> values.put(getter.getName(), plain(call(getter, args))));
        return values;
    }

    private static String plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ArgumentDefaultsTest::plain).orElse("none");
        }
        if (value instanceof Output<?> output) {
            return PulumiTest.extractValue(output).toString();
        }
        return value == null ? "none" : value instanceof Enum<?> choice ? choice.name() : value.toString();
    }

    private static Object call(Method getter, Object args) {
        try {
            return getter.invoke(args);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(getter.getName(), e);
        }
    }
}
