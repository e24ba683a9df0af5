package dev.lolscale.glue;

/** What a run is for. */
sealed interface Task {

    /** The task in one word, as the metrics have it. */
    String mode();

    /** Reads what has landed into the tables. */
    record Load() implements Task {
        @Override
        public String mode() {
            return "load";
        }
    }

    /**
     * Writes days anew from the raw zone.
     *
     * @param days the days of the event table, and of the quarantine
     * @param fewer whether a day may have fewer rows afterwards because the raw zone has lost events
     */
    record Rebuild(DayRange days, boolean fewer) implements Task {
        @Override
        public String mode() {
            return "rebuild";
        }
    }

    /**
     * Compacts the tables and removes what nobody needs.
     *
     * @param snapshotDays how many days a snapshot is kept
     * @param quarantineDays how many days after its arrival a line is kept in the quarantine; 0 for ever
     */
    record Maintain(int snapshotDays, int quarantineDays) implements Task {
        @Override
        public String mode() {
            return "maintain";
        }
    }

    /**
     * Deletes a user.
     *
     * @param user whose lines and rows go
     */
    record Erase(ErasedUser user) implements Task {
        @Override
        public String mode() {
            return "erase";
        }
    }
}
