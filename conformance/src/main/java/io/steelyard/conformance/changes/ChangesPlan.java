package io.steelyard.conformance.changes;

/**
 * How much is asked and how much is changed meanwhile.
 *
 * @param requests at least
 * @param changes of every kind in turn, each waited for until the balancer shows ACTIVE
 * @param perSecond changes, as long as none takes longer
 * @param clients that ask at once; half on kept connections, half of these over TLS
 * @param leaks whether the proxy looks for buffers that nobody released, which makes it slow
 */
public record ChangesPlan(long requests, int changes, int perSecond, int clients, boolean leaks) {}
