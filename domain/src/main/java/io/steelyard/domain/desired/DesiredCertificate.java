package io.steelyard.domain.desired;

import io.steelyard.domain.secret.Secret;

/**
 * What an engine proves itself with to TLS clients.
 *
 * @param chain PEM, its own certificate first, each further one certifying the one before
 * @param privateKey PEM (PKCS #8), not encrypted
 */
public record DesiredCertificate(String chain, Secret privateKey) {}
