package io.steelyard.control.usage;

import io.steelyard.domain.observed.Traffic;

/**
 * What went through a balancer's listeners of one kind while a record ran.
 *
 * @param bytesIn from clients
 * @param bytesOut to clients
 * @param polledConnections the clients that were connected at each poll, added up
 */
public record Usage(long bytesIn, long bytesOut, long polledConnections) {
    public static final Usage NONE = new Usage(0, 0, 0);

    Usage plus(Traffic more) {
        return new Usage(bytesIn + more.bytesIn(), bytesOut + more.bytesOut(), polledConnections);
    }

    Usage polled(long connections) {
        return new Usage(bytesIn, bytesOut, polledConnections + connections);
    }

    /** The clients connected at a poll on average; 0 before the first. */
    public double averageConnections(int polls) {
        return polls == 0 ? 0 : (double) polledConnections / polls;
    }
}
