package dev.lolscale.local.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.local.load.SendReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten lines sent: one was refused, one put aside by the job, one a repetition that the job dropped; seven are rows. */
class ReconciliationTest {

    private long sent = 10;
    private long accepted = 9;
    private long rejected = 1;
    private long rawLines = 9;
    private long quarantined = 1;
    private long duplicatesDropped = 1;
    private final Map<String, Integer> acceptedIds = new HashMap<>();
    private final Map<String, Integer> rawIds = new HashMap<>();
    private final Map<String, Integer> tableIds = new HashMap<>();

    @BeforeEach
    void fill() {
        for (String id : Set.of("a", "b", "c", "d", "e", "f", "g")) {
            acceptedIds.put(id, 1);
            rawIds.put(id, 1);
            tableIds.put(id, 1);
        }
        acceptedIds.put("g", 2);
        rawIds.put("g", 2);
    }

    @Test
    void shouldFindNoFaultWhenAllAddsUp() {
        Reconciliation counts = reconcile();

        assertThat(counts).isEqualTo(new Reconciliation(10, 9, 1, 9, 7, 1, 1, 1, 0, 0, 0));
        assertThat(counts.faults()).isEmpty();
    }

    @Test
    void shouldNameLinesThatTheDoorNeitherTookNorRefused() {
        sent = 12;

        assertThat(reconcile().faults()).containsExactly("sent = accepted + rejected: 12 against 10");
    }

    @Test
    void shouldNameLinesThatNeverReachedTheRawZone() {
        rawLines = 8;
        quarantined = 0;

        assertThat(reconcile().faults()).containsExactly("accepted = lines in the raw zone: 9 against 8");
    }

    @Test
    void shouldNameLinesThatTheJobLost() {
        quarantined = 0;

        assertThat(reconcile().faults())
                .containsExactly("raw lines = rows + quarantined + dropped duplicates: 9 against 8");
    }

    @Test
    void shouldNameAnEventThatIsMissingThoughTheTotalsAgree() {
        tableIds.remove("a");
        duplicatesDropped = 2;

        Reconciliation counts = reconcile();

        assertThat(counts.lost()).isEqualTo(1);
        assertThat(counts.faults())
                .containsExactly(
                        "accepted repeats = dropped duplicates: 1 against 2",
                        "accepted events missing from the event table: 0 against 1");
    }

    @Test
    void shouldNameAnEventThatIsThereTwiceThoughTheTotalsAgree() {
        tableIds.put("a", 2);
        duplicatesDropped = 0;

        Reconciliation counts = reconcile();

        assertThat(counts.rows()).isEqualTo(8);
        assertThat(counts.twice()).isEqualTo(1);
        assertThat(counts.faults())
                .containsExactly(
                        "accepted repeats = dropped duplicates: 1 against 0",
                        "accepted events that stand there twice: 0 against 1");
    }

    @Test
    void shouldNameAnEventThatIsTwiceInTheRawZoneThoughTheTableHasItOnce() {
        rawIds.put("b", 2);

        assertThat(reconcile().faults()).containsExactly("accepted events that stand there twice: 0 against 1");
    }

    @Test
    void shouldNameARepeatThatCameToTheRawZoneMoreOftenThanItWasAccepted() {
        rawIds.put("g", 3);

        assertThat(reconcile().faults()).containsExactly("accepted events that stand there twice: 0 against 1");
    }

    @Test
    void shouldNameADroppedEventThatWasNoRepeat() {
        acceptedIds.put("g", 1);
        acceptedIds.put("h", 1);
        tableIds.put("h", 1);
        tableIds.remove("g");

        assertThat(reconcile().faults())
                .containsExactly(
                        "accepted repeats = dropped duplicates: 0 against 1",
                        "accepted events missing from the event table: 0 against 1",
                        "accepted events that stand there twice: 0 against 1");
    }

    @Test
    void shouldNameARowThatNobodySentThoughTheTotalsAgree() {
        tableIds.put("intruder", 1);
        duplicatesDropped = 0;

        Reconciliation counts = reconcile();

        assertThat(counts.unexpected()).isEqualTo(1);
        assertThat(counts.faults())
                .containsExactly(
                        "accepted repeats = dropped duplicates: 1 against 0", "rows that nobody sent: 0 against 1");
    }

    @Test
    void shouldNotBeDeceivedByOneEventInThePlaceOfAnother() {
        tableIds.remove("a");
        tableIds.put("intruder", 1);

        assertThat(reconcile().faults())
                .containsExactly(
                        "accepted events missing from the event table: 0 against 1",
                        "rows that nobody sent: 0 against 1");
    }

    @Test
    void shouldNameEveryFaultAtOnce() {
        sent = 11;
        rawLines = 10;
        quarantined = 5;
        tableIds.remove("a");
        tableIds.put("b", 2);
        tableIds.put("intruder", 1);

        assertThat(reconcile().faults())
                .containsExactly(
                        "sent = accepted + rejected: 11 against 10",
                        "accepted = lines in the raw zone: 9 against 10",
                        "raw lines = rows + quarantined + dropped duplicates: 10 against 14",
                        "accepted events missing from the event table: 0 against 1",
                        "accepted events that stand there twice: 0 against 1",
                        "rows that nobody sent: 0 against 1");
    }

    private Reconciliation reconcile() {
        SendReport report =
                new SendReport(sent, accepted, rejected, 0, 1, 1, 1, 1, acceptedIds, Map.of("bad_time", rejected), "");
        return Reconciliation.of(report, new RawZone(1, 1, rawLines, rawIds), tableIds, quarantined, duplicatesDropped);
    }
}
