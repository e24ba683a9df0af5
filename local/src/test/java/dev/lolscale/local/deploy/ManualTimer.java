package dev.lolscale.local.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that stands still until the test lets it pass. */
final class ManualTimer implements Timer {

    private record Planned(Instant time, Runnable work) {}

    private final List<Planned> planned = new ArrayList<>();
    private Instant now;

    ManualTimer(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void at(Instant time, Runnable work) {
        planned.add(new Planned(time, work));
    }

    @Override
    public void close() {
        planned.clear();
    }

    /** What is still to come, the next first. */
    List<Instant> planned() {
        return planned.stream().map(Planned::time).sorted().toList();
    }

    /** Lets time pass until {@code time}, and does what is due by then. */
    void passTo(Instant time) {
        for (Planned next = next(time); next != null; next = next(time)) {
            planned.remove(next);
            now = next.time();
            next.work().run();
        }
        now = time;
    }

    private Planned next(Instant until) {
        return planned.stream()
                .filter(each -> !each.time().isAfter(until))
                .min((one, other) -> one.time().compareTo(other.time()))
                .orElse(null);
    }
}
