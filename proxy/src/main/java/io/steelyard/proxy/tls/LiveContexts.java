package io.steelyard.proxy.tls;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which certificates are loaded for handshakes: no more than a bound of all that this host serves. Over it, those that no
 * client asked for lately go first, and are loaded again when one does. Any thread.
 */
final class LiveContexts {
    private final int most;
    /** The next one to go first. */
    private final Set<ServerContext> live = new LinkedHashSet<>();

    LiveContexts(int most) {
        this.most = most;
    }

    /** This one was loaded; others may have to make room. */
    void add(ServerContext loaded) {
        // Their locks are taken by those who wait for ours, so they are unloaded outside it.
        overdue(loaded).forEach(ServerContext::unload);
    }

    private synchronized List<ServerContext> overdue(ServerContext loaded) {
        live.add(loaded);
        List<ServerContext> overdue = new ArrayList<>();
        int chances = live.size();
        while (live.size() > most) {
            ServerContext first = first();
            live.remove(first);
            if (first == loaded || (first.takeUse() && chances > 0)) {
                chances--;
                live.add(first);
            } else {
                overdue.add(first);
            }
        }
        return overdue;
    }

    private ServerContext first() {
        Iterator<ServerContext> order = live.iterator();
        return order.next();
    }

    /** This one is gone. */
    synchronized void remove(ServerContext gone) {
        live.remove(gone);
    }

    synchronized int size() {
        return live.size();
    }
}
