package dev.lolscale.platform.stack;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A Glue schedule, {@code cron(minutes hours day-of-month month day-of-week year)} in UTC, for example
 * {@code cron(15 * * * ? *)}. All six fields are needed; one of the two days is {@code ?}; the week begins with Sunday,
 * which is 1; no two times are less than five minutes apart (Glue Developer Guide, Time-based schedules for jobs and
 * crawlers).
 */
public final class GlueSchedule {

    private static final CronDefinition FIELDS = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withValidRange(0, 59)
            .withStrictRange()
            .and()
            .withHours()
            .withValidRange(0, 23)
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .withStrictRange()
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsL()
            .supportsQuestionMark()
            .withStrictRange()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .withStrictRange()
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    private static final Duration SHORTEST_GAP = Duration.ofMinutes(5);

    /** More times than an hour has minutes: the minutes of the next hour are the same again. */
    private static final int TIMES_TO_CHECK = 61;

    private static final ZonedDateTime FIRST_YEAR = ZonedDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final ExecutionTime times;

    private GlueSchedule(ExecutionTime times) {
        this.times = times;
    }

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException in one line when it is not in Glue's form, or faster than every five minutes
     */
    public static GlueSchedule parse(String expression) {
        String trimmed = expression.trim();
        if (!trimmed.startsWith("cron(") || !trimmed.endsWith(")")) {
            throw new IllegalArgumentException("schedule \"" + expression
                    + "\" is not of the form cron(minutes hours day-of-month month day-of-week year)");
        }
        String fields = trimmed.substring("cron(".length(), trimmed.length() - 1);
        ExecutionTime times;
        try {
            times = ExecutionTime.forCron(new CronParser(FIELDS).parse(fields));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("schedule \"" + expression + "\": " + e.getMessage(), e);
        }
        if (isTooFast(times)) {
            throw new IllegalArgumentException("schedule \"" + expression
                    + "\" is faster than every 5 minutes, which Glue does not allow; for example cron(0/5 * * * ? *)");
        }
        return new GlueSchedule(times);
    }

    private static boolean isTooFast(ExecutionTime times) {
        Optional<ZonedDateTime> time = times.nextExecution(FIRST_YEAR);
        for (int i = 0; i < TIMES_TO_CHECK && time.isPresent(); i++) {
            Optional<ZonedDateTime> next = times.nextExecution(time.get());
            if (next.isPresent() && Duration.between(time.get(), next.get()).compareTo(SHORTEST_GAP) < 0) {
                return true;
            }
            time = next;
        }
        return false;
    }

    /** The first time after this one; empty when there is none. */
    public Optional<Instant> next(Instant after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    }
}
