package io.steelyard.proxy.tls;

import io.steelyard.domain.traffic.NodeTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Judges the certificates of nodes, as {@link NodeTls} says: by authorities, by public keys, by both, or not at all. Any
 * thread.
 */
final class NodeTrust implements X509TrustManager {
    private static final int DNS_NAME = 2;

    private final Optional<X509TrustManager> authorities;
    private final List<byte[]> publicKeys;
    private final Optional<String> name;

    private NodeTrust(Optional<X509TrustManager> authorities, List<byte[]> publicKeys, Optional<String> name) {
        this.authorities = authorities;
        this.publicKeys = publicKeys;
        this.name = name;
    }

    /** @throws GeneralSecurityException when the authorities are none */
    static NodeTrust of(NodeTls option) throws GeneralSecurityException {
        Optional<X509TrustManager> authorities = Optional.empty();
        if (option.authorities().isPresent()) {
            authorities = Optional.of(chains(option.authorities().get()));
        }
        return new NodeTrust(
                authorities,
                option.publicKeys().stream().map(Base64.getDecoder()::decode).toList(),
                option.serverName().map(host -> host.toLowerCase(Locale.ROOT)));
    }

    private static X509TrustManager chains(String pem) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store(pem));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("nothing judges chains here");
    }

    private static KeyStore store(String pem) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                store.setCertificateEntry(Integer.toString(store.size()), each);
            }
            if (store.size() == 0) {
                throw new CertificateException("no certificate of an authority");
            }
            return store;
        } catch (IOException unreadable) {
            throw new CertificateException(unreadable);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (authorities.isPresent()) {
            authorities.get().checkServerTrusted(chain, type);
            requireName(chain[0]);
        }
        if (!publicKeys.isEmpty() && !isListed(chain[0].getPublicKey().getEncoded())) {
            throw new CertificateException("the public key of the node's certificate is none of those that it may be");
        }
    }

    private boolean isListed(byte[] key) {
        return publicKeys.stream().anyMatch(listed -> MessageDigest.isEqual(listed, key));
    }

    private void requireName(X509Certificate certificate) throws CertificateException {
        if (name.isEmpty()) {
            return;
        }
        var names = certificate.getSubjectAlternativeNames();
        boolean named = names != null
                && names.stream()
                        .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                        .anyMatch(entry -> names((String) entry.get(1), name.get()));
        if (!named) {
            throw new CertificateException("the node's certificate does not name " + name.get());
        }
    }

    /** RFC 9525, section 6.3: a wildcard is all of the leftmost label, and stands for one. */
    static boolean names(String presented, String host) {
        String pattern = presented.toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) {
            return pattern.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && pattern.substring(1).equals(host.substring(dot));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this end is the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
