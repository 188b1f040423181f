package io.steelyard.control.ssltermination;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of RFC 7468, as tools and people write them: with any white space, and other text around. */
final class Pem {
    /** Of one text, in characters. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----");

    /**
     * One part of a text.
     *
     * @param label what it says it is
     * @param body what stands between its lines
     */
    record Block(String label, String body) {
        /** @throws IllegalArgumentException when the body is no base 64 */
        byte[] octets() {
            return Base64.getMimeDecoder().decode(body.strip());
        }
    }

    private Pem() {}

    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        for (Matcher found = BLOCK.matcher(text); found.find(); ) {
            blocks.add(new Block(found.group(1), found.group(2)));
        }
        return blocks;
    }

    /**
     * All certificates of a text; other parts are passed over.
     *
     * @throws CertificateException when one of them is none
     */
    static List<X509Certificate> certificates(String text) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(text)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.octets())));
            }
        }
        return certificates;
    }

    static String write(String label, byte[] octets) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + lines.encodeToString(octets) + "\n-----END " + label + "-----\n";
    }
}
