package io.steelyard.api.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** How TLS is spoken: version 1.2 or later, with ciphers that keep past traffic secret when a key is lost (RFC 9325). */
final class TlsContext {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] CIPHERS = {
        "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*_CHACHA20_.*"
    };
    private static final String ALIAS = "listener";
    /** The key store lives in memory alone; its password keeps nothing from anybody. */
    private static final String PASSWORD = "memory";

    private final SslContextFactory.Server factory = new SslContextFactory.Server();

    TlsContext(TlsIdentity identity) {
        factory.setIncludeProtocols(PROTOCOLS);
        factory.setExcludeCipherSuites();
        factory.setIncludeCipherSuites(CIPHERS);
        factory.setRenegotiationAllowed(false);
        use(factory, identity);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** Connections from now on are served with this one. */
    void renew(TlsIdentity identity) {
        try {
            factory.reload(reloaded -> use(factory, identity));
        } catch (Exception unusable) {
            throw new IllegalArgumentException("TLS cannot be spoken with this certificate", unusable);
        }
    }

    private static void use(SslContextFactory.Server factory, TlsIdentity identity) {
        factory.setKeyStore(keyStore(identity));
        factory.setKeyStorePassword(PASSWORD);
        factory.setCertAlias(ALIAS);
    }

    private static KeyStore keyStore(TlsIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS,
                    identity.key(),
                    PASSWORD.toCharArray(),
                    identity.chain().toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("TLS cannot be spoken with this certificate", unusable);
        }
    }
}
