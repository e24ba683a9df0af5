package dev.lolscale.handlers;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Rehearses a function before Lambda takes the snapshot that SnapStart starts instances from. What a rehearsal loaded and
 * compiled is in the snapshot, so the first real request doesn't wait for it. Without SnapStart it never runs.
 */
final class Priming implements Resource {

    // The context holds its resources weakly.
    private static final Set<Priming> KEPT = ConcurrentHashMap.newKeySet();

    private final Rehearsal rehearsal;

    private Priming(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Does what a request would do, without an effect outside of the function. */
    interface Rehearsal {

        /** Runs once. A fault ends the initialization, so that the version is never published. */
        void run() throws Exception;
    }

    /** Has the rehearsal run before the snapshot. */
    static void with(Rehearsal rehearsal) {
        Priming priming = new Priming(rehearsal);
        KEPT.add(priming);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
        rehearsal.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
