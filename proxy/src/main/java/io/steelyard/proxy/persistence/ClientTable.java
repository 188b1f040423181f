package io.steelyard.proxy.persistence;

import io.steelyard.proxy.upstream.NodeState;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which node each known client has. A client that stays away for {@link #STAY} is forgotten, and so is the one that was
 * away longest where its place is needed: there is room for {@link #MOST}. Shared by all event loops; a look or a note
 * takes the lock of one of many small rows.
 */
public final class ClientTable {
    /** Since a client's last connection or request. */
    public static final Duration STAY = Duration.ofHours(1);

    static final int MOST = 32 << 10;

    private static final int ROWS = MOST / Row.WIDTH;

    private final LongSupplier nanoTime;
    /** Unknown to clients, so that nobody can choose addresses that share a row. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private volatile @Nullable AtomicReferenceArray<@Nullable Row> rows;

    /** @param nanoTime the monotonic time */
    public ClientTable(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The node that a client has; null when it is not known, or was away for too long. */
    public @Nullable NodeState find(long client) {
        AtomicReferenceArray<@Nullable Row> all = rows;
        Row row = all == null ? null : all.get(place(client));
        return row == null ? null : row.find(client, nanoTime.getAsLong());
    }

    /** A client has this node from now on. */
    public void note(long client, NodeState node) {
        row(client).note(client, node, nanoTime.getAsLong());
    }

    private int place(long client) {
        return (int) (ClientKey.mixed(client ^ seed) >>> 32) & ROWS - 1;
    }

    private Row row(long client) {
        AtomicReferenceArray<@Nullable Row> all = rows();
        int place = place(client);
        Row row = all.get(place);
        if (row != null) {
            return row;
        }
        Row fresh = new Row();
        Row other = all.compareAndExchange(place, null, fresh);
        return other == null ? fresh : other;
    }

    private AtomicReferenceArray<@Nullable Row> rows() {
        AtomicReferenceArray<@Nullable Row> all = rows;
        return all == null ? firstRows() : all;
    }

    private synchronized AtomicReferenceArray<@Nullable Row> firstRows() {
        AtomicReferenceArray<@Nullable Row> all = rows;
        if (all == null) {
            all = new AtomicReferenceArray<>(ROWS);
            rows = all;
        }
        return all;
    }

    /** A few clients. Its monitor guards it. */
    private static final class Row {
        private static final int WIDTH = 8;

        private final long[] clients = new long[WIDTH];
        private final @Nullable NodeState[] nodes = new NodeState[WIDTH];
        private final long[] seen = new long[WIDTH];

        synchronized @Nullable NodeState find(long client, long now) {
            for (int i = 0; i < WIDTH; i++) {
                if (clients[i] == client && nodes[i] != null && now - seen[i] <= STAY.toNanos()) {
                    seen[i] = now;
                    return nodes[i];
                }
            }
            return null;
        }

        synchronized void note(long client, NodeState node, long now) {
            int place = place(client, now);
            clients[place] = client;
            nodes[place] = node;
            seen[place] = now;
        }

        /** Its own, or a free one, or that of the client that was away longest. */
        private int place(long client, long now) {
            int best = 0;
            for (int i = 0; i < WIDTH; i++) {
                if (nodes[i] != null && clients[i] == client) {
                    return i;
                }
                if (age(i, now) > age(best, now)) {
                    best = i;
                }
            }
            return best;
        }

        private long age(int place, long now) {
            return nodes[place] == null ? Long.MAX_VALUE : now - seen[place];
        }
    }
}
