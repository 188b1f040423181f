package io.steelyard.domain.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What an authority said of a certificate, for a server to hand out in its handshakes (RFC 6066, section 8).
 *
 * @param chain names the certificate: {@link #name} of the chain that it is served with
 * @param response DER of an OCSPResponse (RFC 6960, section 4.2.1), that the certificate is good
 * @param until when it is too old to be handed out
 */
public record Staple(String chain, byte[] response, Instant until) {
    /** Octets of a response; what is longer is none that fits into a handshake. */
    public static final int MAX_OCTETS = 16 << 10;

    public Staple {
        if (response.length == 0 || response.length > MAX_OCTETS) {
            throw new IllegalArgumentException("a response has 1 to " + MAX_OCTETS + " octets, not " + response.length);
        }
    }

    /** A short name for a chain, PEM, that no other chain has. */
    public static String name(String chain) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(chain.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Staple that
                && chain.equals(that.chain)
                && Arrays.equals(response, that.response)
                && until.equals(that.until);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }
}
