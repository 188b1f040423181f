package io.steelyard.server.tls;

import io.steelyard.api.http.TlsIdentity;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a renewed certificate without a restart: looks for one from time to time. One that cannot be used, half written
 * say, leaves the one before in service.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final CertificateSource source;
    private final Consumer<TlsIdentity> renew;
    private final Duration interval;
    private final Thread thread = Thread.ofVirtual().name("certificate-watch").unstarted(this::watch);
    private TlsIdentity served;

    /**
     * @param served what is served now
     * @param renew has another one served from now on
     */
    public CertificateWatch(
            CertificateSource source, TlsIdentity served, Consumer<TlsIdentity> renew, Duration interval) {
        this.source = source;
        this.served = served;
        this.renew = renew;
        this.interval = interval;
    }

    public void start() {
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException ending) {
            LOG.trace("The watch ends", ending);
        }
    }

    void look() {
        try {
            TlsIdentity found = source.current();
            if (!found.chain().equals(served.chain())) {
                renew.accept(found);
                served = found;
                LOG.info("Another certificate is served, SHA-256 {}", Fingerprint.of(found.certificate()));
            }
        } catch (UnusableCertificateException | IllegalArgumentException unusable) {
            LOG.warn("The certificate in service stays: {}", unusable.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
