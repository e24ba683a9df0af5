package dev.lolscale.glue;

/** The moments of a batch at which a dying process would leave most behind. */
enum FaultPoint {
    /** The batch has begun, nothing of it is written. */
    BATCH_BEGUN,
    /** A Hive table's staged files are complete, none is in place. */
    STAGED,
    /** The first of a Hive table's files is in place, others may not be. */
    FIRST_MOVED,
    /** The events are committed, the quarantined lines are not. */
    EVENTS_COMMITTED,
    /** Both tables are committed, the checkpoint does not know it. */
    BOTH_COMMITTED;

    /** Is told of each point as it is reached; the shipped job does nothing there. */
    interface Listener {

        /** Does nothing. */
        Listener NONE = point -> {};

        /** Called on the driver. */
        void reached(FaultPoint point);
    }
}
