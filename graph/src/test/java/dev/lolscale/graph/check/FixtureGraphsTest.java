package dev.lolscale.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs that were written before the policies, by what people do on AWS: the pack must find the faults, and no other. */
class FixtureGraphsTest {

    @Test
    void shouldFindNothingInACleanGraphOfAnotherShape() {
        assertThat(told("clean-telemetry")).isEmpty();
    }

    @Test
    void shouldFindTheFaultsOfTheShop() {
        assertThat(told("faulty-shop"))
                .containsExactly(
                        "security-api-authorization orders-post: POST needs neither authorization nor an API key",
                        "security-no-plain-secret consumer: DB_PASSWORD is, by its name, a credential",
                        "security-no-public-bucket exports-policy: a statement of the policy allows s3:GetObject to everybody",
                        "cost-athena-cutoff analysts: enforceWorkgroupConfiguration is false: a client may go around the cut-off",
                        "governance-runtime-supported consumer: the runtime nodejs16.x is not patched since 2024-06-12",
                        "reliability-queue-dead-letters orders: a function reads the queue, and it has no redrivePolicy",
                        "reliability-timeouts-nested orders: visibilityTimeoutSeconds is 30; consumer may take 120 s, so at least 720 are needed",
                        "security-no-wildcard-action consumer-access: the action s3:* is a wildcard",
                        "cost-bucket-lifecycle uploads: no lifecycle rule of the bucket is enabled",
                        "cost-log-retention consumer-log: retentionInDays is not set",
                        "security-query-result-encryption analysts: enforceWorkgroupConfiguration is false: a client may choose not to encrypt");
    }

    @Test
    void shouldFindTheFaultsOfTheFleet() {
        assertThat(told("faulty-fleet"))
                .containsExactly(
                        "data-kept-until-read reports-lifecycle: the rule all deletes from s3://reports-0a1b2c3/scripts/nightly.py/ after 365 days",
                        "data-prefixes-agree crawler: it looks in s3://positions-0a1b2c3/raw_positions/, where nothing writes",
                        "data-prefixes-agree stream: nothing reads s3://positions-0a1b2c3/positions_raw/: no crawler, table or job looks there",
                        "cost-no-standing-charges nat: a NAT gateway costs $33 a month, and $0.045 for each gigabyte through it",
                        "reliability-firehose-error-prefix stream: errorOutputPrefix is not set",
                        "reliability-trigger-permission reports-notification: s3.amazonaws.com may not call notify-live: there is no Permission for it with this alias as qualifier",
                        "reliability-workflow-chain night-end: it waits for crawler, which no trigger before it starts",
                        "security-bucket-access-block reports: no BucketPublicAccessBlock belongs to the bucket",
                        "security-no-wildcard-resource job-access: s3:GetObject may be done to *",
                        "security-role-trust crawler-role: everybody (AWS: *) may assume the role",
                        "cost-crawler-frequency crawler: its schedule runs it 288 times a day, allowed are 24",
                        "cost-firehose-buffers stream: bufferingInterval is 10 s, at least 60 are needed",
                        "cost-no-provisioned-concurrency notify-warm: 5 instances are kept warm in the stack test",
                        "reliability-job-retries nightly: maxRetries is 0");
    }

    private static List<String> told(String name) {
        FixtureGraph fixture = FixtureGraph.read(name);
        try (PolicyCheck check = PolicyCheck.start(Packs.OWN, fixture.configuration(), step -> {})) {
            return check.judge(fixture.graph(), fixture.settings()).violations().stream()
                    .map(violation -> violation.policy() + " " + violation.resource() + ": " + violation.message())
                    .toList();
        }
    }
}
