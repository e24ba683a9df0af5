package dev.lolscale.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.lolscale.platform.Discovery;
import dev.lolscale.platform.FrontDoor;
import dev.lolscale.platform.Partitioner;
import dev.lolscale.platform.QuickSightImport;
import dev.lolscale.platform.Recording;
import dev.lolscale.platform.TableFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String CERTIFICATE =
            "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-0123456789ab";

    private static final String PRINCIPAL = "arn:aws:quicksight:us-east-1:123456789012:group/default/analysts";

    private static final Settings DEFAULTS = new Settings(
            "lolscale",
            "Some-Stack",
            "eu-central-1",
            new Settings.Ingest(
                    FrontDoor.HTTP,
                    List.of("ClientAPIKey-Some-Stack"),
                    List.of("*"),
                    false,
                    false,
                    300,
                    new Domain("", "", ""),
                    1024,
                    1000,
                    2000,
                    0,
                    10),
            new Settings.Delivery(Partitioner.FIREHOSE, 128, 900),
            new Settings.Lake(
                    TableFormat.ICEBERG,
                    Discovery.CRAWLERS,
                    "lolscale_some_stack",
                    "cron(15 0 * * ? *)",
                    2,
                    "G.1X",
                    120,
                    365,
                    2,
                    1,
                    "cron(15 3 ? * SUN *)",
                    7,
                    0,
                    "2025-2035"),
            new Settings.Query(20_000_000_000L, 30),
            new Settings.Data(0, 0, false, 30, Encryption.SSE_S3, false, true),
            new OperationsSettings(false, List.of(), "docs/operations.md", 26, 26, 0),
            new ReportingSettings("", QuickSightImport.DIRECT, false),
            new Settings.Artifacts(
                    "handlers/target/lolscale-handlers.jar",
                    "glue/target/lolscale-glue.jar",
                    "glue/src/main/glue/EventJob.scala"));

    @Test
    void shouldHaveADefaultForEverythingButTheRegion() {
        assertThat(read(Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void shouldHaveTheDefaultsOfTheProjectFile() {
        Map<String, String> defaults = new HashMap<>();
        StackFiles.schema().forEach((key, declared) -> {
            Object value = declared.get("default");
            defaults.put(key, value instanceof List ? new Gson().toJson(value) : value.toString());
        });

        assertThat(read(defaults)).isEqualTo(DEFAULTS);
    }

    @Test
    void shouldReadEveryValue() {
        Settings settings = read(Map.ofEntries(
                Map.entry("frontDoor", "rest"),
                Map.entry("partitioner", "mover"),
                Map.entry("tableFormat", "hive"),
                Map.entry("discovery", "projection"),
                Map.entry("apiKeyNames", "[\"web\",\"game\"]"),
                Map.entry("corsOrigins", "[\"https://example.com\"]"),
                Map.entry("corsCredentials", "true"),
                Map.entry("beacon", "false"),
                Map.entry("authorizerCacheSeconds", "0"),
                Map.entry("domainName", "events.example.com"),
                Map.entry("certificateArn", CERTIFICATE),
                Map.entry("hostedZoneId", "Z0123456789ABCDEFGHIJ"),
                Map.entry("trackMemoryMegabytes", "512"),
                Map.entry("throttlingRateLimit", "10000"),
                Map.entry("throttlingBurstLimit", "5000"),
                Map.entry("requestsPerMonth", "1000000"),
                Map.entry("invocationsPerLogLine", "100"),
                Map.entry("bufferMegabytes", "1"),
                Map.entry("bufferSeconds", "0"),
                Map.entry("database", "lake"),
                Map.entry("transformSchedule", "cron(0 * * * ? *)"),
                Map.entry("workers", "10"),
                Map.entry("workerType", "G.2X"),
                Map.entry("jobTimeoutMinutes", "30"),
                Map.entry("windowPastDays", "0"),
                Map.entry("windowFutureDays", "1"),
                Map.entry("deduplicateDays", "0"),
                Map.entry("maintenanceSchedule", "cron(0 4 * * ? *)"),
                Map.entry("snapshotDays", "365"),
                Map.entry("quarantineDays", "36500"),
                Map.entry("projectionYears", "2018-2019"),
                Map.entry("bytesScannedCutoffPerQuery", "7000000000000000"),
                Map.entry("resultRetentionDays", "1"),
                Map.entry("rawRetentionDays", "7"),
                Map.entry("tieringDays", "30"),
                Map.entry("versioned", "true"),
                Map.entry("logRetentionDays", "731"),
                Map.entry("encryption", "kms"),
                Map.entry("deleteData", "true"),
                Map.entry("protectData", "false"),
                Map.entry("operations", "true"),
                Map.entry("alarmEmails", "[\"oncall@example.com\"]"),
                Map.entry("runbookUrl", "https://example.com/runbook"),
                Map.entry("jobHours", "3"),
                Map.entry("freshnessHours", "168"),
                Map.entry("monthlyBudgetDollars", "500"),
                Map.entry("quicksightPrincipal", PRINCIPAL),
                Map.entry("quicksightImport", "spice"),
                Map.entry("biAccess", "true"),
                Map.entry("functionsJar", "f.jar"),
                Map.entry("jobJar", "j.jar"),
                Map.entry("jobScript", "j.scala")));

        assertThat(settings)
                .isEqualTo(new Settings(
                        "lolscale",
                        "Some-Stack",
                        "eu-central-1",
                        new Settings.Ingest(
                                FrontDoor.REST,
                                List.of("web", "game"),
                                List.of("https://example.com"),
                                true,
                                false,
                                0,
                                new Domain("events.example.com", CERTIFICATE, "Z0123456789ABCDEFGHIJ"),
                                512,
                                10_000,
                                5_000,
                                1_000_000,
                                100),
                        new Settings.Delivery(Partitioner.MOVER, 1, 0),
                        new Settings.Lake(
                                TableFormat.HIVE,
                                Discovery.PROJECTION,
                                "lake",
                                "cron(0 * * * ? *)",
                                10,
                                "G.2X",
                                30,
                                0,
                                1,
                                0,
                                "cron(0 4 * * ? *)",
                                365,
                                36_500,
                                "2018-2019"),
                        new Settings.Query(7_000_000_000_000_000L, 1),
                        new Settings.Data(7, 30, true, 731, Encryption.KMS, true, false),
                        new OperationsSettings(
                                true, List.of("oncall@example.com"), "https://example.com/runbook", 3, 168, 500),
                        new ReportingSettings(PRINCIPAL, QuickSightImport.SPICE, true),
                        new Settings.Artifacts("f.jar", "j.jar", "j.scala")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frontDoor                  | HTTP              | http, rest
            partitioner                | glue              | firehose, mover
            tableFormat                | parquet           | iceberg, hive
            discovery                  | none              | crawlers, projection
            apiKeyNames                | web               | a list of names of 1 to 64 letters, digits, _ or -
            apiKeyNames                | {"web": 1}        | a list of names of 1 to 64 letters, digits, _ or -
            corsOrigins                | {}                | a list of * or web origins, for example https://example.com
            corsCredentials            | yes               | true, false
            beacon                     | 1                 | true, false
            authorizerCacheSeconds     | -1                | whole numbers from 0 to 3600
            authorizerCacheSeconds     | 3601              | whole numbers from 0 to 3600
            domainName                 | *.example.com     | empty, or a domain name, for example events.example.com
            domainName                 | https://a.example | empty, or a domain name, for example events.example.com
            certificateArn             | arn:aws:acm:us-east-1:123456789012:certificate/c1 | empty, or the ARN of a certificate in AWS Certificate Manager of eu-central-1
            hostedZoneId               | example.com       | empty, or the id of a Route 53 hosted zone
            trackMemoryMegabytes       | 127               | whole numbers from 128 to 10240
            trackMemoryMegabytes       | 10241             | whole numbers from 128 to 10240
            trackMemoryMegabytes       | 1 GB              | whole numbers from 128 to 10240
            throttlingRateLimit        | 0                 | whole numbers from 1 to 10000
            throttlingBurstLimit       | 5001              | whole numbers from 1 to 5000
            requestsPerMonth           | -1                | whole numbers from 0 to 2147483647
            invocationsPerLogLine      | 0                 | whole numbers from 1 to 100
            invocationsPerLogLine      | 101               | whole numbers from 1 to 100
            bufferMegabytes            | 129               | whole numbers from 1 to 128
            bufferMegabytes            | 1.5               | whole numbers from 1 to 128
            bufferSeconds              | 901               | whole numbers from 0 to 900
            database                   | Lake              | up to 255 lower-case letters, digits and underscores
            transformSchedule          | 0 * * * *         | a Glue cron expression of six fields in UTC, for example cron(15 0 * * ? *)
            transformSchedule          | cron(0 * * * *)   | a Glue cron expression of six fields in UTC, for example cron(15 0 * * ? *)
            workers                    | 1                 | whole numbers from 2 to 299
            workerType                 | G.3X              | G.1X, G.2X, G.4X, G.8X
            jobTimeoutMinutes          | 0                 | whole numbers from 1 to 10080
            windowPastDays             | -1                | whole numbers from 0 to 36500
            windowFutureDays           | 36501             | whole numbers from 0 to 36500
            deduplicateDays            | 3651              | whole numbers from 0 to 3650
            maintenanceSchedule        | weekly            | a Glue cron expression of six fields in UTC, for example cron(15 0 * * ? *)
            snapshotDays               | 0                 | whole numbers from 1 to 365
            quarantineDays             | -1                | whole numbers from 0 to 36500
            projectionYears            | 2026              | a first and a last year, for example 2025-2035
            projectionYears            | 2035-2025         | a first and a last year, for example 2025-2035
            bytesScannedCutoffPerQuery | 9999999           | whole numbers from 10000000 to 7000000000000000
            resultRetentionDays        | 0                 | whole numbers from 1 to 3650
            rawRetentionDays           | 6                 | 0, and whole numbers from 7 to 36500
            rawRetentionDays           | 36501             | 0, and whole numbers from 7 to 36500
            tieringDays                | soon              | whole numbers from 0 to 36500
            versioned                  | yes               | true, false
            logRetentionDays           | 31                | 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731
            encryption                 | aws:kms           | sse-s3, kms
            deleteData                 | 1                 | true, false
            protectData                | True              | true, false
            operations                 | on                | true, false
            alarmEmails                | nobody            | a list of addresses, for example oncall@example.com
            runbookUrl                 | runbook#top       | an address without #
            jobHours                   | 0                 | whole numbers from 1 to 168
            freshnessHours             | 169               | whole numbers from 1 to 168
            monthlyBudgetDollars       | -1                | whole numbers from 0 to 1000000
            quicksightPrincipal        | analysts          | empty, or the ARN of a QuickSight user or group, for example arn:aws:quicksight:us-east-1:123456789012:group/default/analysts
            quicksightPrincipal        | arn:aws:quicksight:us-east-1:123456789012:namespace/default | empty, or the ARN of a QuickSight user or group, for example arn:aws:quicksight:us-east-1:123456789012:group/default/analysts
            quicksightImport           | cached            | direct, spice
            quicksightImport           | spice             | direct, without a quicksightPrincipal
            biAccess                   | yes               | true, false
            functionsJar               | ''                | a path relative to the project's directory
            jobJar                     | ''                | a path relative to the project's directory
            jobScript                  | ''                | a path relative to the project's directory
            """)
    void shouldSayInOneLineWhatIsAllowed(String key, String value, String allowed) {
        assertThat(errors(Map.of(key, value)))
                .containsExactly("lolscale:" + key + ": \"" + value + "\" is not allowed; allowed: " + allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transformSchedule   | cron(61 0 * * ? *)    | schedule "cron(61 0 * * ? *)": Failed to parse cron expression. Value 61 not in range [0, 59]
            transformSchedule   | cron(0/1 * * * ? *)   | schedule "cron(0/1 * * * ? *)" is faster than every 5 minutes
            maintenanceSchedule | cron(0 3 * * SUN *)   | schedule "cron(0 3 * * SUN *)": Failed to parse cron expression. Invalid cron expression
            """)
    void shouldRefuseAScheduleThatGlueWouldRefuse(String key, String value, String reason) {
        assertThat(errors(Map.of(key, value))).singleElement().asString().startsWith("lolscale:" + key + ": " + reason);
    }

    @Test
    void shouldCheckEachEntryOfAList() {
        assertThat(errors(Map.of("apiKeyNames", "[\"web\", \"game\", \"web\"]")))
                .containsExactly(
                        "lolscale:apiKeyNames: \"[\"web\", \"game\", \"web\"]\" is not allowed; allowed: each value once");
        assertThat(errors(Map.of("apiKeyNames", "[\"web\", \"a key\"]")))
                .containsExactly("lolscale:apiKeyNames: \"a key\" is not allowed; allowed: names of 1 to 64 letters, "
                        + "digits, _ or -");
        assertThat(errors(Map.of("corsOrigins", "[\"example.com\"]")))
                .containsExactly("lolscale:corsOrigins: \"example.com\" is not allowed; allowed: * or web origins, "
                        + "for example https://example.com");
    }

    @Test
    void shouldTakeAnEmptyListOfOriginsAsNone() {
        assertThat(read(Map.of("corsOrigins", "[]")).ingest().corsOrigins()).isEmpty();
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        assertThat(errors(Map.of("deleteData", "true")))
                .containsExactly("lolscale:deleteData: \"true\" is not allowed; allowed: false, or protectData false "
                        + "besides: deleting takes both");
        assertThat(errors(Map.of("requestsPerMonth", "5")))
                .containsExactly("lolscale:requestsPerMonth: \"5\" is not allowed; allowed: 0, with frontDoor http, "
                        + "which cannot count requests");
        assertThat(errors(Map.of("frontDoor", "rest", "corsOrigins", "[\"https://a.example\",\"https://b.example\"]")))
                .containsExactly("lolscale:corsOrigins: \"https://a.example, https://b.example\" is not allowed; "
                        + "allowed: one origin or *, with frontDoor rest");
        assertThat(errors(Map.of("frontDoor", "rest", "corsOrigins", "[\"https://*\"]")))
                .containsExactly("lolscale:corsOrigins: \"https://*\" is not allowed; allowed: one origin or *, with "
                        + "frontDoor rest");
    }

    @Test
    void shouldTakeABeaconBehindHttp() {
        assertThat(read(Map.of("beacon", "true")).ingest().beacon()).isTrue();
    }

    @Test
    void shouldRefuseABeaconBehindRest() {
        assertThat(errors(Map.of("frontDoor", "rest", "beacon", "true")))
                .containsExactly("lolscale:beacon: \"true\" is not allowed; allowed: false, with frontDoor rest, which "
                        + "takes API keys in a header only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"*\"]", "[]", "[\"https://*\"]", "[\"https://a.example\",\"*\"]"})
    void shouldRefuseCredentialsUnlessEachOriginIsNamed(String origins) {
        assertThat(errors(Map.of("corsCredentials", "true", "corsOrigins", origins)))
                .containsExactly("lolscale:corsCredentials: \"true\" is not allowed; allowed: false, or corsOrigins "
                        + "that name each origin, without *");
    }

    @Test
    void shouldWantADomainAndItsCertificateTogether() {
        assertThat(errors(Map.of("domainName", "events.example.com")))
                .containsExactly(
                        "lolscale:certificateArn: \"\" is not allowed; allowed: the ARN of a certificate in AWS "
                                + "Certificate Manager of eu-central-1, with domainName events.example.com");
        assertThat(errors(Map.of("certificateArn", CERTIFICATE)))
                .containsExactly("lolscale:certificateArn: \"" + CERTIFICATE + "\" is not allowed; allowed: empty, "
                        + "without a domainName");
        assertThat(errors(Map.of("hostedZoneId", "Z1")))
                .containsExactly("lolscale:hostedZoneId: \"Z1\" is not allowed; allowed: empty, without a domainName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "us-gov-west-1", "cn-north-1", "ap-southeast-2"})
    void shouldTakeARegionOfAnyPartition(String region) {
        AtomicReference<Settings> settings = new AtomicReference<>();
        Recording.of("dev", Map.of("aws:region", region), context -> settings.set(Settings.read(context)));

        assertThat(settings.get().region()).isEqualTo(region);
    }

    @Test
    void shouldRefuseWhatIsNoRegion() {
        assertThat(Recording.of("dev", Map.of("aws:region", "Frankfurt"), Settings::read)
                        .errors())
                .containsExactly(
                        "aws:region: \"Frankfurt\" is not allowed; allowed: an AWS region, for example " + "us-east-1");
    }

    private static Settings read(Map<String, String> settings) {
        AtomicReference<Settings> read = new AtomicReference<>();
        Recording recording = Recording.of("Some-Stack", config(settings), context -> read.set(Settings.read(context)));
        assertThat(recording.errors()).isEmpty();
        return read.get();
    }

    private static List<String> errors(Map<String, String> settings) {
        return Recording.of("Some-Stack", config(settings), Settings::read).errors();
    }

    private static Map<String, String> config(Map<String, String> settings) {
        Map<String, String> config = new HashMap<>();
        config.put("aws:region", "eu-central-1");
        settings.forEach((key, value) -> config.put("lolscale:" + key, value));
        return config;
    }
}
