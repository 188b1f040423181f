package io.steelyard.server.tls;

import io.steelyard.api.http.TlsIdentity;

/** Where a listener's certificate comes from. */
public sealed interface CertificateSource permits GivenCertificate, OwnCertificate {
    /**
     * What to serve from now on, read anew at each call.
     *
     * @throws UnusableCertificateException when there is nothing that can be served
     */
    TlsIdentity current() throws UnusableCertificateException;
}
