package io.steelyard.control.certificate;

import java.security.SecureRandom;

/** Draws ids of certificates: {@code ASCA} and 17 capital letters and digits, of which 85 bits are random. */
final class CertificateIds {
    private static final String PREFIX = "ASCA";
    private static final int DRAWN = 17;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateIds() {}

    static String next() {
        StringBuilder id = new StringBuilder(PREFIX);
        for (int i = 0; i < DRAWN; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
