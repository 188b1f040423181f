package io.steelyard.proxy.udp;

import io.steelyard.domain.listener.Protocol;
import java.time.Duration;

/** When a flow is over, so that the client's next datagram may go to another node. */
enum FlowEnd {
    /** Every question has its answer, or none comes. */
    ANSWERED,
    /** Nothing was said for a moment. */
    QUIET,
    /** Nothing was said for the balancer's time-out. */
    TIMED_OUT;

    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    static FlowEnd of(Protocol protocol) {
        return switch (protocol) {
            case DNS_UDP -> ANSWERED;
            case UDP_STREAM -> TIMED_OUT;
            default -> QUIET;
        };
    }

    /** @param timeout the balancer's, in nanoseconds */
    long idleNanos(long timeout) {
        return this == TIMED_OUT ? timeout : Math.min(timeout, QUIET_NANOS);
    }
}
