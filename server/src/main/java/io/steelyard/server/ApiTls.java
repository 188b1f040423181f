package io.steelyard.server;

import io.steelyard.api.http.ApiServer;
import io.steelyard.api.http.Endpoint;
import io.steelyard.api.http.TlsIdentity;
import io.steelyard.server.settings.RunSettings;
import io.steelyard.server.settings.Setting;
import io.steelyard.server.settings.TlsFiles;
import io.steelyard.server.tls.CertificateSource;
import io.steelyard.server.tls.CertificateWatch;
import io.steelyard.server.tls.GivenCertificate;
import io.steelyard.server.tls.ListenNames;
import io.steelyard.server.tls.OwnCertificate;
import io.steelyard.server.tls.UnusableCertificateException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the API's listener is protected: with the files that were given; without them, beyond loopback, with a certificate
 * of its own making. Plain HTTP exists on loopback alone.
 *
 * @param source empty for plain HTTP
 * @param identity what the source gave at the start; present when the source is
 */
record ApiTls(Optional<CertificateSource> source, Optional<TlsIdentity> identity) {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(30);

    /** @throws CannotStartException when the certificate cannot be used */
    static ApiTls of(RunSettings settings, Path data, InstantSource clock) {
        Optional<CertificateSource> source = source(settings, data, clock);
        return new ApiTls(source, source.map(ApiTls::read));
    }

    private static Optional<CertificateSource> source(RunSettings settings, Path data, InstantSource clock) {
        if (settings.tlsFiles().isPresent()) {
            TlsFiles files = settings.tlsFiles().get();
            return Optional.of(new GivenCertificate(files.certificate(), files.key()));
        }
        return settings.listen().isLoopback()
                ? Optional.empty()
                : Optional.of(new OwnCertificate(data, names(settings), clock));
    }

    private static Set<String> names(RunSettings settings) {
        Set<String> names = ListenNames.all(settings.listen());
        Stream.concat(settings.publicUrl().stream(), settings.publicUrls().values().stream())
                .map(URI::getHost)
                .map(host -> host.replaceAll("^\\[(.*)]$", "$1"))
                .forEach(names::add);
        return names;
    }

    private static TlsIdentity read(CertificateSource source) {
        try {
            return source.current();
        } catch (UnusableCertificateException unusable) {
            String flags = source instanceof GivenCertificate
                    ? " (" + Setting.TLS_CERT.flag() + ", " + Setting.TLS_KEY.flag() + ")"
                    : " (" + Setting.DATA.flag() + ")";
            throw new CannotStartException(unusable.getMessage() + flags, unusable);
        }
    }

    /** The one served at the start. */
    Optional<X509Certificate> certificate() {
        return identity.map(TlsIdentity::certificate);
    }

    Endpoint endpoint(RunSettings settings) {
        return new Endpoint(
                settings.listen().host().toString(),
                settings.listen().port(),
                ListenNames.first(settings.listen()),
                identity);
    }

    /** Has a renewed certificate served without a restart. */
    void watch(ApiServer api, Closing closing) {
        source.ifPresent(
                watched -> closing.add(new CertificateWatch(watched, identity.orElseThrow(), api::renew, LOOK_INTERVAL))
                        .start());
    }
}
