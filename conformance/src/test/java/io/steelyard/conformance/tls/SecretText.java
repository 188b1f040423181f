package io.steelyard.conformance.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a secret looks like wherever it may turn up: as octets, in hexadecimal digits, and within Base64 of any alignment. */
final class SecretText {
    /** Twelve characters of Base64, short enough to stand unbroken on one of PEM's lines. */
    private static final int WINDOW = 9;

    private final List<String> looks;

    private SecretText(byte[] secret) {
        HexFormat hex = HexFormat.of();
        this.looks = Stream.concat(
                        Stream.of(
                                new String(secret, StandardCharsets.ISO_8859_1),
                                hex.formatHex(secret),
                                hex.withUpperCase().formatHex(secret)),
                        IntStream.of(0, 1, 2, 12, 13, 14)
                                .mapToObj(from -> Base64.getEncoder()
                                        .encodeToString(Arrays.copyOfRange(secret, from, from + WINDOW))))
                .toList();
    }

    /** @param octets at least 23 */
    static SecretText of(byte[] octets) {
        return new SecretText(octets);
    }

    /** The part of a private key that nobody may know; of a long one the first 32 octets. */
    static SecretText ofKey(Certificate certificate) throws GeneralSecurityException {
        byte[] encoded = Base64.getMimeDecoder()
                .decode(certificate.key().replaceAll("-----[A-Z ]*-----", "").strip());
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        byte[] number = certificate.key().length() < 500
                ? ((ECPrivateKey) key("EC", spec)).getS().toByteArray()
                : ((RSAPrivateKey) key("RSA", spec)).getPrivateExponent().toByteArray();
        int start = number[0] == 0 ? 1 : 0;
        return new SecretText(Arrays.copyOfRange(number, start, Math.min(number.length, start + 32)));
    }

    private static PrivateKey key(String algorithm, PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    }

    boolean isIn(String text) {
        return looks.stream().anyMatch(text::contains);
    }

    /** Every file below a directory that holds one of these. */
    static List<Path> filesWith(Path directory, List<SecretText> secrets) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> hasAny(file, secrets))
                    .toList();
        }
    }

    private static boolean hasAny(Path file, List<SecretText> secrets) {
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            return secrets.stream().anyMatch(secret -> secret.isIn(content));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
