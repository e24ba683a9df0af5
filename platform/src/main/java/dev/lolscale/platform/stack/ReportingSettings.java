package dev.lolscale.platform.stack;

import dev.lolscale.platform.QuickSightImport;

/**
 * Settings of QuickSight and other BI tools; see {@link dev.lolscale.platform.ReportingArgs}.
 *
 * @param quicksightPrincipal {@code quicksightPrincipal}, empty for nothing in QuickSight
 * @param quicksightImport {@code quicksightImport}
 * @param biAccess {@code biAccess}
 */
public record ReportingSettings(String quicksightPrincipal, QuickSightImport quicksightImport, boolean biAccess) {

    private static final String PRINCIPAL = "arn:aws[a-z-]*:quicksight:[a-z0-9-]+:\\d{12}:(user|group)/[^/\\s]+/\\S+";

    /**
     * Reads and checks them.
     *
     * @throws com.pulumi.exceptions.RunException when one is not allowed
     */
    static ReportingSettings read(SettingsReader reader) {
        ReportingSettings settings = new ReportingSettings(
                reader.text(
                        "quicksightPrincipal",
                        "",
                        "|" + PRINCIPAL,
                        "empty, or the ARN of a QuickSight user or group, for example"
                                + " arn:aws:quicksight:us-east-1:123456789012:group/default/analysts"),
                reader.choice(
                        "quicksightImport",
                        QuickSightImport.values(),
                        QuickSightImport::value,
                        QuickSightImport.DIRECT),
                reader.flag("biAccess", false));
        if (settings.quicksightPrincipal.isEmpty() && settings.quicksightImport == QuickSightImport.SPICE) {
            throw reader.refused("quicksightImport", "spice", "direct, without a quicksightPrincipal");
        }
        return settings;
    }

    /** Whether anything is to be made. */
    boolean enabled() {
        return biAccess || !quicksightPrincipal.isEmpty();
    }
}
