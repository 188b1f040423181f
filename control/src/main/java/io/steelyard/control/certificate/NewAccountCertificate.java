package io.steelyard.control.certificate;

import io.steelyard.control.ssltermination.NewCertificate;

/**
 * A certificate that shall be kept.
 *
 * @param name of the form of {@link io.steelyard.domain.certificate.AccountCertificate#isValidName}
 * @param path of that of {@link io.steelyard.domain.certificate.AccountCertificate#isValidPath}
 */
public record NewAccountCertificate(String name, String path, NewCertificate content) {}
