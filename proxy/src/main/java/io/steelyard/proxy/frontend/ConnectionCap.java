package io.steelyard.proxy.frontend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * How many clients one balancer, or one listener of it, may hold, so that one cannot take every descriptor of the process. A
 * connection takes a descriptor on either side, and some are kept back for what the process itself needs.
 */
public final class ConnectionCap {
    private final int limit;
    private final BooleanSupplier further;
    private final Runnable given;
    private final AtomicInteger held = new AtomicInteger();

    /**
     * @param limit clients of this balancer
     * @param descriptors sockets of the whole process
     * @param openSockets how many are open now
     */
    public ConnectionCap(int limit, int descriptors, IntSupplier openSockets) {
        this(limit, () -> openSockets.getAsInt() < descriptors, () -> {});
    }

    private ConnectionCap(int limit, BooleanSupplier further, Runnable given) {
        this.limit = limit;
        this.further = further;
        this.given = given;
    }

    /**
     * For a listener of this balancer, whose places are the balancer's too.
     *
     * @param most of its clients; 0 for as many as the balancer's
     */
    public ConnectionCap ofListener(int most) {
        return most == 0 ? this : new ConnectionCap(most, this::admit, this::release);
    }

    /** Takes a place; what got true gives it back by {@link #release} once. */
    boolean admit() {
        if (held.incrementAndGet() <= limit && further.getAsBoolean()) {
            return true;
        }
        held.decrementAndGet();
        return false;
    }

    void release() {
        held.decrementAndGet();
        given.run();
    }

    /** Clients held now. */
    public int held() {
        return held.get();
    }
}
