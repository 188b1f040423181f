package io.steelyard.proxy.tcp;

import java.time.Duration;

/**
 * How long the parts of a relayed connection's beginning may take.
 *
 * @param connectTime for one connection to a node
 * @param firstOctetTime for a node's first octet (2010 specification, section 2.5)
 * @param halfClosedTime how long one side may be silent when the other has finished, where that is allowed
 * @param clientHelloOctets of a TLS client's hello that is held for more than one node, with its records' headers
 */
public record TcpLimits(Duration connectTime, Duration firstOctetTime, Duration halfClosedTime, int clientHelloOctets) {
    public static final TcpLimits DEFAULT =
            new TcpLimits(Duration.ofSeconds(4), Duration.ofSeconds(30), Duration.ofHours(1), 16 << 10);

    /** The same with another limit for a node's first octet. */
    public TcpLimits withFirstOctetTime(Duration limit) {
        return new TcpLimits(connectTime, limit, halfClosedTime, clientHelloOctets);
    }

    /** The same with another limit for TLS hellos. */
    public TcpLimits withClientHelloOctets(int limit) {
        return new TcpLimits(connectTime, firstOctetTime, halfClosedTime, limit);
    }
}
