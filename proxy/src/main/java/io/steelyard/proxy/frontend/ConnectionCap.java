package io.steelyard.proxy.frontend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * How many clients one balancer may hold, so that one cannot take every descriptor of the process. A connection takes
 * a descriptor on either side, and some are kept back for what the process itself needs.
 */
public final class ConnectionCap {
    private final int limit;
    private final int descriptors;
    private final IntSupplier openSockets;
    private final AtomicInteger held = new AtomicInteger();

    /**
     * @param limit clients of this balancer
     * @param descriptors sockets of the whole process
     * @param openSockets how many are open now
     */
    public ConnectionCap(int limit, int descriptors, IntSupplier openSockets) {
        this.limit = limit;
        this.descriptors = descriptors;
        this.openSockets = openSockets;
    }

    /** Takes a place; what got true gives it back by {@link #release} once. */
    boolean admit() {
        if (held.incrementAndGet() <= limit && openSockets.getAsInt() < descriptors) {
            return true;
        }
        held.decrementAndGet();
        return false;
    }

    void release() {
        held.decrementAndGet();
    }

    /** Clients held now. */
    public int held() {
        return held.get();
    }
}
