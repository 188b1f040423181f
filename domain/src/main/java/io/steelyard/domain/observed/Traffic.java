package io.steelyard.domain.observed;

/**
 * What a host counted at one kind of a balancer's listeners. All but {@code current} only grow.
 *
 * @param connections clients accepted
 * @param current clients connected now
 * @param peak the most clients that were connected at once
 * @param requests of HTTP; 0 for other protocols
 * @param bytesIn what clients sent, headers included, TLS taken off
 * @param bytesOut what clients were sent, likewise
 * @param connectTimeOuts connections to nodes that took too long
 * @param connectErrors connections to nodes that failed otherwise
 * @param connectFailures clients for whom no node was left
 * @param dataTimeOuts clients or nodes that were silent for too long
 * @param keepAliveTimeOuts clients that were closed since they asked nothing more
 * @param refusedRequests of HTTP that were answered what is wrong with them, and reached no node
 * @param refusedClients that were closed before they were served
 */
public record Traffic(
        long connections,
        long current,
        long peak,
        long requests,
        long bytesIn,
        long bytesOut,
        long connectTimeOuts,
        long connectErrors,
        long connectFailures,
        long dataTimeOuts,
        long keepAliveTimeOuts,
        long refusedRequests,
        long refusedClients) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together: what grows is added, and so are the connected clients; the peak is the higher one. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                connections + other.connections,
                current + other.current,
                Math.max(peak, other.peak),
                requests + other.requests,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut,
                connectTimeOuts + other.connectTimeOuts,
                connectErrors + other.connectErrors,
                connectFailures + other.connectFailures,
                dataTimeOuts + other.dataTimeOuts,
                keepAliveTimeOuts + other.keepAliveTimeOuts,
                refusedRequests + other.refusedRequests,
                refusedClients + other.refusedClients);
    }

    /**
     * What has come since {@code earlier}; never less than nothing. The connected clients and the peak stay as they are
     * here.
     */
    public Traffic since(Traffic earlier) {
        return new Traffic(
                grown(connections, earlier.connections),
                current,
                peak,
                grown(requests, earlier.requests),
                grown(bytesIn, earlier.bytesIn),
                grown(bytesOut, earlier.bytesOut),
                grown(connectTimeOuts, earlier.connectTimeOuts),
                grown(connectErrors, earlier.connectErrors),
                grown(connectFailures, earlier.connectFailures),
                grown(dataTimeOuts, earlier.dataTimeOuts),
                grown(keepAliveTimeOuts, earlier.keepAliveTimeOuts),
                grown(refusedRequests, earlier.refusedRequests),
                grown(refusedClients, earlier.refusedClients));
    }

    /** The same with nobody connected. */
    public Traffic withoutClients() {
        return withClients(0);
    }

    /** The same with so many connected. */
    public Traffic withClients(long number) {
        return new Traffic(
                connections,
                number,
                peak,
                requests,
                bytesIn,
                bytesOut,
                connectTimeOuts,
                connectErrors,
                connectFailures,
                dataTimeOuts,
                keepAliveTimeOuts,
                refusedRequests,
                refusedClients);
    }

    private static long grown(long now, long before) {
        return Math.max(0, now - before);
    }
}
