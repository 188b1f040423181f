package io.steelyard.proxy.counters;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.TrafficReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What is counted of one balancer: a slot of the counters' memory.
 *
 * <pre>
 *   id, epoch | without TLS: a cell for each loop | where TLS ends: a cell for each loop
 * </pre>
 */
public final class BalancerCounters {
    private static final int HEAD_BYTES = 64;
    private static final int ID = 0;
    private static final int EPOCH = 8;

    private final MemorySegment slot;
    private final Counters plain;
    private final Counters secure;

    BalancerCounters(MemorySegment slot, int loops) {
        this.slot = slot;
        this.plain = new Counters(slot, HEAD_BYTES, loops);
        this.secure = new Counters(slot, HEAD_BYTES + (long) loops * Cell.BYTES, loops);
    }

    static long bytes(int loops) {
        return HEAD_BYTES + 2L * loops * Cell.BYTES;
    }

    /** At listeners without TLS, or where it goes through. */
    public Counters plain() {
        return plain;
    }

    /** At listeners where TLS ends. */
    public Counters secure() {
        return secure;
    }

    /** What is seen at all listeners. Any thread. */
    public Figures figures() {
        return plain.figures().plus(secure.figures());
    }

    boolean isFree() {
        return slot.get(ValueLayout.JAVA_LONG, ID) == 0;
    }

    void take(LoadBalancerId id, long epoch) {
        slot.set(ValueLayout.JAVA_LONG, EPOCH, epoch);
        slot.set(ValueLayout.JAVA_LONG, ID, id.value());
    }

    void restore(TrafficReport counted) {
        plain.of(0).write(counted.plain());
        secure.of(0).write(counted.secure());
        take(counted.loadBalancer(), counted.epoch());
    }

    void free() {
        slot.fill((byte) 0);
    }

    LoadBalancerId id() {
        return new LoadBalancerId((int) slot.get(ValueLayout.JAVA_LONG, ID));
    }

    TrafficReport report() {
        return new TrafficReport(id(), slot.get(ValueLayout.JAVA_LONG, EPOCH), plain.sum(), secure.sum());
    }
}
