package dev.lolscale.platform;

/** The format of the event table. */
public enum TableFormat {
    /** Apache Iceberg: the job commits to the catalog itself. */
    ICEBERG("iceberg"),
    /** Parquet files in Hive folders: a crawler or a declared table makes them a table. */
    HIVE("hive");

    private final String value;

    TableFormat(String value) {
        this.value = value;
    }

    /** The name in settings: {@code iceberg} or {@code hive}. */
    public String value() {
        return value;
    }

    static TableFormat of(String value) {
        return Choice.of("tableFormat", values(), TableFormat::value, value);
    }
}
