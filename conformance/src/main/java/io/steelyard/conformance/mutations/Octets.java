package io.steelyard.conformance.mutations;

import java.nio.charset.StandardCharsets;

/** Octets as text that a terminal can show, and that printf(1) turns back. */
final class Octets {
    private Octets() {}

    static String escaped(byte[] octets) {
        return escaped(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** @param octets each one a character */
    static String escaped(String octets) {
        StringBuilder text = new StringBuilder();
        octets.chars().forEach(octet -> {
            switch (octet) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                case '%' -> text.append("%%");
                case '\'' -> text.append("\\047");
                default -> text.append(octet < ' ' || octet > '~' ? "\\%03o".formatted(octet) : (char) octet);
            }
        });
        return text.toString();
    }
}
