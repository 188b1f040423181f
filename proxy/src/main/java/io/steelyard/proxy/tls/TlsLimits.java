package io.steelyard.proxy.tls;

import java.time.Duration;

/**
 * What TLS may take.
 *
 * @param handshakeTime from accept to the handshake's end
 * @param ticketKeyLife after which new tickets get a new key; a ticket is taken for up to twice as long
 */
public record TlsLimits(Duration handshakeTime, Duration ticketKeyLife) {
    public static final TlsLimits DEFAULT = new TlsLimits(Duration.ofSeconds(10), Duration.ofHours(12));

    public TlsLimits withHandshakeTime(Duration limit) {
        return new TlsLimits(limit, ticketKeyLife);
    }
}
