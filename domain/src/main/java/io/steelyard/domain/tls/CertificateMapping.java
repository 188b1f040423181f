package io.steelyard.domain.tls;

/**
 * The certificate for clients that ask for a host.
 *
 * @param id unique within the balancer, positive, never used again
 */
public record CertificateMapping(int id, HostPattern host, ServerCertificate certificate) {}
