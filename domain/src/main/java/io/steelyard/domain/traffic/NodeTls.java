package io.steelyard.domain.traffic;

import io.steelyard.domain.tls.HostPattern;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.TlsVersion;
import java.util.List;
import java.util.Optional;

/**
 * Connections to nodes speak TLS. A node proves itself by a certificate of one of these authorities, and by a public key
 * that is one of these, as far as either is given; where neither is, traffic is encrypted for whoever answers.
 *
 * @param authorities certificates, PEM, 1 to {@value #MAX_OCTETS} octets
 * @param publicKeys each as SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) in base64, {@value #MAX_KEYS} at most
 * @param serverName whom nodes are asked for (RFC 6066, section 3), and whom their certificates must name (RFC 9525) where
 *     there are authorities; empty to ask for nobody and to accept any name
 * @param leastVersion TLS 1.2 or 1.3
 * @param identity what nodes are shown that ask for a certificate
 */
public record NodeTls(
        Optional<String> authorities,
        List<String> publicKeys,
        Optional<String> serverName,
        TlsVersion leastVersion,
        Optional<ServerCertificate> identity)
        implements TrafficOption {
    public static final int MAX_OCTETS = 64 << 10;
    public static final int MAX_KEYS = 50;

    /** Encrypts, and asks for nothing. */
    public static final NodeTls UNVERIFIED =
            new NodeTls(Optional.empty(), List.of(), Optional.empty(), TlsVersion.TLS_12, Optional.empty());

    public NodeTls {
        publicKeys = List.copyOf(publicKeys);
        if (authorities.isPresent()
                && (authorities.get().isEmpty() || authorities.get().length() > MAX_OCTETS)) {
            throw new IllegalArgumentException("authorities have 1 to " + MAX_OCTETS + " octets");
        }
        if (publicKeys.size() > MAX_KEYS) {
            throw new IllegalArgumentException(MAX_KEYS + " public keys at most, not " + publicKeys.size());
        }
        if (!serverName.map(NodeTls::isHost).orElse(true)) {
            throw new IllegalArgumentException("no name of a server: " + serverName);
        }
        if (leastVersion != TlsVersion.TLS_12 && leastVersion != TlsVersion.TLS_13) {
            throw new IllegalArgumentException("nodes are spoken to by TLS 1.2 or 1.3, not " + leastVersion);
        }
    }

    /** Whether a name is one that a server may be asked for. */
    public static boolean isHost(String name) {
        return HostPattern.isValid(name) && !name.startsWith("*");
    }

    /** Whether nodes have to prove who they are. */
    public boolean asksForProof() {
        return authorities.isPresent() || !publicKeys.isEmpty();
    }

    public NodeTls withAuthorities(String other) {
        return new NodeTls(Optional.of(other), publicKeys, serverName, leastVersion, identity);
    }

    public NodeTls withPublicKeys(List<String> others) {
        return new NodeTls(authorities, others, serverName, leastVersion, identity);
    }

    public NodeTls withServerName(String other) {
        return new NodeTls(authorities, publicKeys, Optional.of(other), leastVersion, identity);
    }

    public NodeTls withLeastVersion(TlsVersion other) {
        return new NodeTls(authorities, publicKeys, serverName, other, identity);
    }

    public NodeTls withIdentity(ServerCertificate other) {
        return new NodeTls(authorities, publicKeys, serverName, leastVersion, Optional.of(other));
    }
}
