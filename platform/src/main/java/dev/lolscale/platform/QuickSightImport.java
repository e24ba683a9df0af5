package dev.lolscale.platform;

/** How QuickSight's data sets get their rows. */
public enum QuickSightImport {
    /** Each visual asks Athena when somebody looks at it: always fresh, and billed by the bytes that it reads. */
    DIRECT("direct", "DIRECT_QUERY"),
    /** Rows are copied into SPICE, QuickSight's own store, once a day: billed by the gigabytes that they take there. */
    SPICE("spice", "SPICE");

    private final String value;
    private final String importMode;

    QuickSightImport(String value, String importMode) {
        this.value = value;
        this.importMode = importMode;
    }

    /** The name in settings: {@code direct} or {@code spice}. */
    public String value() {
        return value;
    }

    /** QuickSight's own name. */
    String importMode() {
        return importMode;
    }

    static QuickSightImport of(String value) {
        return Choice.of("quicksightImport", values(), QuickSightImport::value, value);
    }
}
