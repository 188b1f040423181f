package io.steelyard.proxy.tls;

import java.time.Duration;

/**
 * What TLS may take.
 *
 * @param handshakeTime from accept to the handshake's end
 * @param ticketKeyLife after which new tickets get a new key; a ticket is taken for up to twice as long
 * @param loadedCertificates that are ready for handshakes at once; others are loaded when a client asks for them
 */
public record TlsLimits(Duration handshakeTime, Duration ticketKeyLife, int loadedCertificates) {
    public static final TlsLimits DEFAULT = new TlsLimits(Duration.ofSeconds(10), Duration.ofHours(12), 2_000);

    public TlsLimits withHandshakeTime(Duration limit) {
        return new TlsLimits(limit, ticketKeyLife, loadedCertificates);
    }

    public TlsLimits withTicketKeyLife(Duration life) {
        return new TlsLimits(handshakeTime, life, loadedCertificates);
    }

    public TlsLimits withLoadedCertificates(int limit) {
        return new TlsLimits(handshakeTime, ticketKeyLife, limit);
    }
}
