package io.steelyard.control.fleet;

import io.steelyard.domain.desired.HostDesired;

/** The hosts that carry traffic, as control sees them. */
public interface Fleet extends AutoCloseable {
    /**
     * Sends what is desired to the hosts. Does not wait: what came of it arrives at the {@link Observer}. Sending to a host that
     * is away is no error, since a host that comes back is told everything.
     */
    void publish(HostDesired desired);

    /** Starts to look for hosts and to report to {@code observer}, from one thread at a time. */
    void start(Observer observer);

    @Override
    void close();
}
