package io.steelyard.proxy.throttle;

import io.steelyard.domain.throttle.ConnectionThrottle;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** A part of the clients, under a lock of its own. */
final class Stripe {
    /** Clients without a connection that are remembered until their interval is over. */
    static final int REMEMBERED = 512;
    /** How many of those are looked at by the way, so that nobody has to clear up. */
    private static final int LOOKED_AT = 2;

    /** Not more than connections, which have a cap of their own. */
    private final Map<Long, ClientCount> connected = new HashMap<>();
    /** Who left first comes first. */
    private final Map<Long, ClientCount> gone = new LinkedHashMap<>();

    synchronized boolean admit(long client, ConnectionThrottle rules, long nanoTime) {
        forgetSome(rules, nanoTime);
        ClientCount count = find(client);
        boolean admitted = count.admit(rules, nanoTime);
        keep(client, count, rules, nanoTime);
        return admitted;
    }

    synchronized void release(long client, ConnectionThrottle rules, long nanoTime) {
        ClientCount count = find(client);
        count.release();
        keep(client, count, rules, nanoTime);
    }

    synchronized int size() {
        return connected.size() + gone.size();
    }

    private ClientCount find(long client) {
        ClientCount count = connected.remove(client);
        if (count == null) {
            count = gone.remove(client);
        }
        return count == null ? new ClientCount() : count;
    }

    private void keep(long client, ClientCount count, ConnectionThrottle rules, long nanoTime) {
        if (count.isConnected()) {
            connected.put(client, count);
        } else if (!count.isIntervalOver(rules, nanoTime)) {
            gone.put(client, count);
            if (gone.size() > REMEMBERED) {
                forgetFirst();
            }
        }
    }

    private void forgetFirst() {
        Iterator<ClientCount> each = gone.values().iterator();
        each.next();
        each.remove();
    }

    private void forgetSome(ConnectionThrottle rules, long nanoTime) {
        Iterator<ClientCount> each = gone.values().iterator();
        for (int i = 0; i < LOOKED_AT && each.hasNext(); i++) {
            if (each.next().isIntervalOver(rules, nanoTime)) {
                each.remove();
            }
        }
    }
}
