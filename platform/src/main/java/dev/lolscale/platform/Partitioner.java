package dev.lolscale.platform;

/** What lays the raw zone out as {@code year=/month=/day=} folders. */
public enum Partitioner {
    /** The prefix expression of the Firehose stream writes the layout itself. */
    FIREHOSE("firehose"),
    /** Firehose writes {@code YYYY/MM/DD/HH/} folders; a function copies each object to its place, behind a queue. */
    MOVER("mover");

    private final String value;

    Partitioner(String value) {
        this.value = value;
    }

    /** The name in settings: {@code firehose} or {@code mover}. */
    public String value() {
        return value;
    }

    static Partitioner of(String value) {
        return Choice.of("partitioner", values(), Partitioner::value, value);
    }
}
