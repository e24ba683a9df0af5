package dev.lolscale.local.frontdoor;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What one API key has used of its usage plan. */
final class KeyUsage {

    /** What the plan says to a request. */
    enum Verdict {
        ALLOWED,
        THROTTLED,
        QUOTA_EXCEEDED
    }

    private final ApiKey key;
    private final Optional<TokenBucket> bucket;
    private final Optional<Quota> quota;
    private final Clock clock;
    private LocalDate period = LocalDate.MIN;
    private int used;

    KeyUsage(ApiKey key, UsagePlan plan, LongSupplier nanoTime, Clock clock) {
        this.key = key;
        this.bucket = plan.throttle().map(throttle -> new TokenBucket(throttle, nanoTime));
        this.quota = plan.quota();
        this.clock = clock;
    }

    ApiKey key() {
        return key;
    }

    synchronized Verdict use() {
        if (bucket.isPresent() && !bucket.get().take()) {
            return Verdict.THROTTLED;
        }
        if (quota.isEmpty()) {
            return Verdict.ALLOWED;
        }
        LocalDate current = begin(quota.get().period(), LocalDate.now(clock));
        if (!current.equals(period)) {
            period = current;
            used = 0;
        }
        if (used >= quota.get().limit()) {
            return Verdict.QUOTA_EXCEEDED;
        }
        used++;
        return Verdict.ALLOWED;
    }

    private static LocalDate begin(Quota.Period period, LocalDate day) {
        return switch (period) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }
}
