package io.steelyard.domain.traffic;

/**
 * Where TLS ends, clients are let in that show a certificate of one of these authorities (RFC 8446, section 4.3.2), and no
 * others.
 *
 * @param authorities certificates, PEM, 1 to {@value #MAX_OCTETS} octets
 */
public record ClientCertificates(String authorities) implements TrafficOption {
    public static final int MAX_OCTETS = 64 << 10;

    public ClientCertificates {
        if (authorities.isEmpty() || authorities.length() > MAX_OCTETS) {
            throw new IllegalArgumentException("authorities have 1 to " + MAX_OCTETS + " octets");
        }
    }
}
