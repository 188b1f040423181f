package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.NodeTls;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys in PEM, one after the other (RFC 7468, section 13). */
final class PublicKeys {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final Pattern BLOCK = Pattern.compile(BEGIN + "([A-Za-z0-9+/=\\s]*+)" + END);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final int LINE = 64;

    private PublicKeys() {}

    /** Each in base64; none when they are left out, or wrong and reported. */
    static List<String> read(Attributes in, String name) {
        return in.text(
                        name,
                        PublicKeys::areKeys,
                        "1 to " + NodeTls.MAX_KEYS + " public keys in PEM, RSA, EC or EdDSA: " + BEGIN + " and so on")
                .map(PublicKeys::keys)
                .orElse(List.of());
    }

    static String write(List<String> keys) {
        StringBuilder text = new StringBuilder();
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        for (String key : keys) {
            text.append(BEGIN).append('\n');
            text.append(lines.encodeToString(Base64.getDecoder().decode(key))).append('\n');
            text.append(END).append('\n');
        }
        return text.toString();
    }

    private static boolean areKeys(String text) {
        if (text.length() > AuthoritiesText.LONGEST
                || !BLOCK.matcher(text).replaceAll("").isBlank()) {
            return false;
        }
        List<String> keys = keys(text);
        return !keys.isEmpty()
                && keys.size() <= NodeTls.MAX_KEYS
                && keys.stream().allMatch(PublicKeys::isKey);
    }

    private static List<String> keys(String text) {
        List<String> keys = new ArrayList<>();
        for (Matcher found = BLOCK.matcher(text); found.find(); ) {
            keys.add(found.group(1).replaceAll("\\s", ""));
        }
        return keys;
    }

    private static boolean isKey(String base64) {
        try {
            X509EncodedKeySpec encoded =
                    new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            return ALGORITHMS.stream().anyMatch(algorithm -> isKey(algorithm, encoded));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isKey(String algorithm, X509EncodedKeySpec encoded) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(encoded) != null;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
