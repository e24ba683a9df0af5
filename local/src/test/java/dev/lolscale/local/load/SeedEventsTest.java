package dev.lolscale.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lolscale.local.load.SeedEvents.Line;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.EventSchema;
import dev.lolscale.schema.ParsedLine;
import dev.lolscale.schema.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedEventsTest {

    private static final Instant FROM = Instant.parse("2018-04-04T12:00:00Z");
    private static final Duration SPAN = Duration.ofDays(5);
    private static final EventSchema SCHEMA = EventSchema.load();

    @Test
    void shouldMakeTheSameLinesFromTheSameSeed() {
        assertThat(lines(7, 500, 0.1)).isEqualTo(lines(7, 500, 0.1));
    }

    @Test
    void shouldMakeOtherLinesAndIdsFromAnotherSeed() {
        assertThat(lines(7, 500, 0))
                .extracting(Line::text)
                .doesNotContainAnyElementsOf(
                        lines(8, 500, 0).stream().map(Line::text).toList());
        assertThat(lines(7, 500, 0))
                .extracting(Line::id)
                .doesNotContainAnyElementsOf(
                        lines(8, 500, 0).stream().map(Line::id).toList());
    }

    @Test
    void shouldMakeOnlyLinesThatTheSchemaTakesOrRefusesAsTold() {
        EventParser parser = new EventParser();
        Map<Reason, Integer> reasons = new HashMap<>();
        int bad = 0;
        for (Line line : lines(1, 20_000, 0.1)) {
            ParsedLine parsed = parser.parse(line.text().getBytes(StandardCharsets.UTF_8));
            if (line.id().isEmpty()) {
                bad++;
                assertThat(parsed).as(line.text()).isInstanceOf(ParsedLine.Rejected.class);
                reasons.merge(((ParsedLine.Rejected) parsed).reason(), 1, Integer::sum);
            } else {
                assertThat(parsed).as(line.text()).isInstanceOf(ParsedLine.Event.class);
                assertThat(value(parsed, "eventid")).isEqualTo(line.id());
                assertThat(value(parsed, "event")).asString().isNotEmpty();
                assertThat(value(parsed, "userid")).asString().isNotEmpty();
            }
        }
        // Each kind of fault as often as the others; two of the five are no JSON.
        assertThat(reasons.keySet())
                .containsExactlyInAnyOrder(Reason.MISSING_FIELD, Reason.BAD_TIME, Reason.NOT_JSON, Reason.WRONG_TYPE);
        assertThat(reasons.get(Reason.BAD_TIME)).isCloseTo(bad / 5, within(1));
        assertThat(reasons.get(Reason.NOT_JSON)).isCloseTo(2 * bad / 5, within(2));
        // 20,000 draws: six standard deviations are 255.
        assertThat(bad).isCloseTo(2_000, within(255));
    }

    @Test
    void shouldMakeNoBadLinesOrNothingElseWhenToldSo() {
        assertThat(lines(1, 1_000, 0)).extracting(Line::id).doesNotContain("");
        assertThat(lines(1, 1_000, 1)).extracting(Line::id).containsOnly("");
    }

    @Test
    void shouldGiveEveryEventAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();

        lines(20180404, 50_000, 0).forEach(line -> ids.add(line.id()));

        assertThat(ids).hasSize(50_000);
    }

    @Test
    void shouldLetTheTimesRunEvenlyThroughTheSpan() {
        int count = 1 << 10;
        long step = 432;
        SeedEvents source = new SeedEvents(3, FROM, Duration.ofSeconds(count * step), count, 0, 0);
        EventParser parser = new EventParser();
        for (int i = 0; i < count; i++) {
            ParsedLine event = parser.parse(source.next().text().getBytes(StandardCharsets.UTF_8));
            assertThat(value(event, "datetime")).isEqualTo((FROM.getEpochSecond() + i * step) * 1_000_000);
        }
    }

    @Test
    void shouldBeginTheSpanAgainWhenMoreAreAskedThanItHolds() {
        SeedEvents source = new SeedEvents(3, FROM, SPAN, 2, 0, 0);

        assertThat(List.of(source.next(), source.next(), source.next()))
                .extracting(line -> line.text().replaceAll(".*\"dateTime\":\"([^\"]*)\"}", "$1"))
                .containsExactly("2018-04-04 12:00:00", "2018-04-07 00:00:00", "2018-04-04 12:00:00");
    }

    @Test
    void shouldNotLoseItsWayInLargeCounts() {
        SeedEvents source = new SeedEvents(3, FROM, Duration.ofDays(36_500), Long.MAX_VALUE, 0, 0);

        assertThat(source.next().text()).contains("\"dateTime\":\"2018-04-04 12:00:00\"");
        assertThat(source.next().text()).contains("\"dateTime\":\"2018-04-04 12:00:00\"");
    }

    @Test
    void shouldRepeatSomeOfTheLastEventsToTheLetter() {
        SeedEvents source = new SeedEvents(3, FROM, SPAN, 20_000, 0.01, 0.05);
        Map<String, String> seen = new HashMap<>();
        int repeated = 0;
        for (int i = 0; i < 20_000; i++) {
            Line line = source.next();
            if (!line.id().isEmpty()) {
                String before = seen.putIfAbsent(line.id(), line.text());
                assertThat(before).isIn(null, line.text());
                repeated += before == null ? 0 : 1;
            }
        }

        assertThat(repeated).isBetween(900, 1_100);
    }

    private static List<Line> lines(long seed, int count, double badFraction) {
        SeedEvents source = new SeedEvents(seed, FROM, SPAN, count, badFraction, 0);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(source.next());
        }
        return lines;
    }

    private static Object value(ParsedLine event, String column) {
        return ((ParsedLine.Event) event).values()[SCHEMA.indexOf(column)];
    }
}
