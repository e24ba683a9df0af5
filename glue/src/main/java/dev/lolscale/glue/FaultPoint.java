package dev.lolscale.glue;

/** The moments at which a dying process would leave most behind. */
enum FaultPoint {
    /** The batch has begun, nothing of it is read. */
    BATCH_BEGUN,
    /** The batch is read, what one of the tables gets is staged, nothing is published. */
    FIRST_STAGED,
    /** All of the batch is staged, nothing is published. */
    BOTH_STAGED,
    /** The first of a Hive table's files is in place, others may not be. */
    FIRST_MOVED,
    /** The events are published, the quarantined lines are not. */
    EVENTS_COMMITTED,
    /** Both tables have the batch, the checkpoint does not know it. */
    BOTH_COMMITTED,
    /** The checkpoint knows every batch. */
    STREAM_ENDED,
    /** The days of the event table are rebuilt, those of the quarantine are not. */
    EVENTS_REBUILT,
    /** The days of both tables are rebuilt; after a lost checkpoint the tables still name the old stream. */
    BOTH_REBUILT,
    /** A table's files are compacted, nothing has expired. */
    COMPACTED,
    /** A table's old snapshots have expired, orphans are still there. */
    EXPIRED,
    /** The erasure is recorded as begun, nothing is erased. */
    ERASURE_BEGUN,
    /** The raw objects of one folder are rewritten, others may not be. */
    FOLDER_REWRITTEN,
    /** All raw objects are rewritten, the tables hold the user's rows. */
    OBJECTS_REWRITTEN,
    /** The user's rows are deleted from both tables, older snapshots hold them. */
    ROWS_ERASED,
    /** No snapshot holds the user's rows, the record is not finished. */
    SNAPSHOTS_ERASED;

    /** Is told of each point as it is reached; the shipped job does nothing there. */
    interface Listener {

        /** Does nothing. */
        Listener NONE = point -> {};

        /** Called on the driver. */
        void reached(FaultPoint point);
    }
}
