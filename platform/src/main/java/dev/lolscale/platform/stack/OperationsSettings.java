package dev.lolscale.platform.stack;

import dev.lolscale.platform.Operations;
import java.util.List;

/**
 * Settings of alarms and budget; see {@link dev.lolscale.platform.OperationsArgs}.
 *
 * @param enabled {@code operations}
 * @param alarmEmails {@code alarmEmails}
 * @param runbookUrl {@code runbookUrl}
 * @param jobHours {@code jobHours}
 * @param freshnessHours {@code freshnessHours}
 * @param monthlyBudgetDollars {@code monthlyBudgetDollars}, 0 for no budget
 */
public record OperationsSettings(
        boolean enabled,
        List<String> alarmEmails,
        String runbookUrl,
        int jobHours,
        int freshnessHours,
        int monthlyBudgetDollars) {

    /** A week: CloudWatch's most for an alarm that looks at hours. */
    private static final int MOST_HOURS = 168;

    static OperationsSettings read(SettingsReader reader) {
        return new OperationsSettings(
                reader.flag("operations", false),
                reader.list("alarmEmails", List.of(), "[^@\\s]+@[^@\\s]+", "addresses, for example oncall@example.com"),
                reader.text("runbookUrl", Operations.DEFAULT_RUNBOOK_URL, "[^\\s#]+", "an address without #"),
                reader.integer("jobHours", Operations.DEFAULT_JOB_HOURS, 1, MOST_HOURS),
                reader.integer("freshnessHours", Operations.DEFAULT_FRESHNESS_HOURS, 1, MOST_HOURS),
                reader.integer("monthlyBudgetDollars", 0, 0, 1_000_000));
    }
}
