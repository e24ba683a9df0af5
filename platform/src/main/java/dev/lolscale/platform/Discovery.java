package dev.lolscale.platform;

/** Who owns the tables that are plain files: the raw table, and the event table in the {@code hive} format. */
public enum Discovery {
    /** Glue crawlers find columns and partitions, and own the tables. Each run is billed for ten minutes at least. */
    CRAWLERS("crawlers"),
    /** The tables are declared, with partition projection over a range of years: nothing runs, nothing is found. */
    PROJECTION("projection");

    private final String value;

    Discovery(String value) {
        this.value = value;
    }

    /** The name in settings: {@code crawlers} or {@code projection}. */
    public String value() {
        return value;
    }

    static Discovery of(String value) {
        return Choice.of("discovery", values(), Discovery::value, value);
    }
}
