package io.steelyard.proxy.loop;

import org.jspecify.annotations.Nullable;

/** The connections of one loop. Adding and removing allocate nothing. Used on the loop's thread only. */
final class ConnectionList {
    private @Nullable LoopConnection first;
    private int clients;

    void add(LoopConnection added) {
        LoopConnection second = first;
        added.next = second;
        added.listed = true;
        if (second != null) {
            second.previous = added;
        }
        first = added;
        clients += added.holdsClient() ? 1 : 0;
    }

    /** Does nothing for one that was removed before. A removed one is never added again. */
    void remove(LoopConnection removed) {
        if (!removed.listed) {
            return;
        }
        removed.listed = false;
        LoopConnection before = removed.previous;
        LoopConnection after = removed.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        clients -= removed.holdsClient() ? 1 : 0;
        // Its own "next" stays, so that a walk that stands on it finds the way on.
    }

    int clients() {
        return clients;
    }

    /** Cuts what is revoked. */
    void sweep(long nanoTime) {
        for (LoopConnection each = first; each != null; each = each.next) {
            if (each.listed && each.isRevoked(nanoTime)) {
                each.cut();
            }
        }
    }

    /** Cuts what is revoked, and lets time go by for the rest. */
    void tick(long nanoTime, long now) {
        sweep(nanoTime);
        for (LoopConnection each = first; each != null; each = each.next) {
            if (each.listed) {
                each.tick(now);
            }
        }
    }
}
