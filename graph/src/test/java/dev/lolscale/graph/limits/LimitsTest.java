package dev.lolscale.graph.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.cost.CostModel;
import dev.lolscale.graph.cost.Workload;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where prod ends, in arithmetic by hand. An event of 200 bytes lands as 255, 25 of them make one record. */
class LimitsTest {

    private static final Path ROOT = Path.of("..");
    private static final double SECONDS = 730 * 3600;
    private static final Offset<Double> CLOSE = within(0.01);

    @Test
    void shouldTellTheRateAtWhichEachQuotaBinds() {
        List<Limit> limits = limits("prod", 77, 25);

        assertThat(bindsAt(limits, "requests a second of all APIs")).isCloseTo(10_000 * 25, CLOSE);
        assertThat(bindsAt(limits, "requests a second of this stage")).isCloseTo(5_000 * 25, CLOSE);
        // 20 + (0.65 + 0.073 x 5.025) x 1.5 x 1769 / 512 ms a request.
        double millis = 20 + (0.65 + 0.073 * 5.025) * 1.5 * 1769 / 512;
        assertThat(bindsAt(limits, "instances at once")).isCloseTo(1_000 / (millis / 1_000) * 25, CLOSE);
        assertThat(bindsAt(limits, "invocations a second")).isCloseTo(10_000 * 25, CLOSE);
        assertThat(bindsAt(limits, "calls a second")).isCloseTo(2_000 * 25, CLOSE);
        assertThat(bindsAt(limits, "records a second")).isCloseTo(500_000 * 25, CLOSE);
        assertThat(bindsAt(limits, "bytes a second")).isCloseTo(5 * 1024 * 1024 / 255.0, CLOSE);
        assertThat(bindsAt(limits, "PUT requests")).isCloseTo(3_500 * 128.0 * 1024 * 1024 / 255, CLOSE);
        // Two hours until Glue ends a run, on four cores, for the events of a day.
        double events = (7_200 / 1.5 - 11.2) * 4 / (20.6 * 255 / 119) * 1e6;
        assertThat(bindsAt(limits, "seconds of a run")).isCloseTo(events / (SECONDS / (365 / 12.0)), CLOSE);
        // 365 days of 1.72 bytes an event make 20 GB.
        assertThat(bindsAt(limits, "bytes that distinct_users_by_month"))
                .isCloseTo(20e9 / (1.72 * 365 * 86_400), CLOSE);
        // The same query, half an hour at 185 MB a second.
        assertThat(bindsAt(limits, "seconds of a query")).isCloseTo(1_800 * 185e6 / (1.72 * 365 * 86_400), CLOSE);
        // A hundred queries a day, which together read these bytes of an event for these days.
        double bytesOfAnEvent = 255 * 0.0821 * (730 / 24.0 + 1) / 2
                + 1.72 * (365 + 57)
                + (0.345 + 1.72 + 2.905 + 2.905 + 0.287 + 1.72 + 0.345) * 31
                + 0.345 * 8;
        double secondsOfAQuery = bytesOfAnEvent * 86_400 / 9 / 185e6;
        assertThat(bindsAt(limits, "queries at once")).isCloseTo(200 / (100 / 86_400.0 * secondsOfAQuery), within(1.0));
    }

    @Test
    void shouldTellTheRateAtWhichMoreQueriesMeetTheirQuota() {
        double hundred = bindsAt(limits("prod", 77, 25), "queries at once");
        double thousand =
                bindsAt(limits("prod", new Workload(Math.round(77 * SECONDS), 200, 25, 1_000)), "queries at once");
        List<Limit> none = limits("prod", new Workload(Math.round(77 * SECONDS), 200, 25, 0));

        assertThat(thousand).isCloseTo(hundred / 10, CLOSE);
        assertThat(none).extracting(Limit::quota).noneMatch(quota -> quota.startsWith("queries at once"));
    }

    @ParameterizedTest
    @CsvSource({
        "77, 25, Athena",
        "10000, 25, Athena",
        "77, 1, Athena",
    })
    void shouldPutFirstWhatBindsFirst(long eventsPerSecond, int batch, String service) {
        List<Limit> limits = limits("prod", eventsPerSecond, batch);

        assertThat(limits.get(0).service()).isEqualTo(service);
        assertThat(limits).extracting(Limit::bindsAtEventsPerSecond).isSorted();
    }

    @Test
    void shouldNotDependOnTheRateThatIsLookedAt() {
        List<Limit> slow = limits("prod", 77, 25);
        List<Limit> fast = limits("prod", 1_000_000, 25);

        assertThat(fast)
                .extracting(Limit::quota)
                .containsExactlyElementsOf(slow.stream().map(Limit::quota).toList());
        for (int i = 0; i < slow.size(); i++) {
            double rate = slow.get(i).bindsAtEventsPerSecond();
            assertThat(fast.get(i).bindsAtEventsPerSecond()).isCloseTo(rate, within(rate * 1e-3));
        }
    }

    @Test
    void shouldNameTheSettingOrTheSource() {
        assertThat(limits("classic", 77, 25)).allSatisfy(limit -> {
            assertThat(limit.raise()).isNotBlank();
            assertThat(limit.source()).matches(limit.own() ? "a setting of this stack" : "https://docs\\.aws\\..*");
        });
    }

    private static List<Limit> limits(String stack, long eventsPerSecond, int batch) {
        return limits(stack, new Workload(Math.round(eventsPerSecond * SECONDS), 200, batch, 100));
    }

    private static List<Limit> limits(String stack, Workload workload) {
        return Limits.of(
                Recorder.record(StackConfiguration.read(ROOT, stack), Recorder.Mode.UPDATE, Main::stack),
                workload,
                CostModel.standard(),
                QuotaList.standard());
    }

    private static double bindsAt(List<Limit> limits, String quota) {
        return limits.stream()
                .filter(limit -> limit.quota().startsWith(quota))
                .findFirst()
                .orElseThrow()
                .bindsAtEventsPerSecond();
    }
}
