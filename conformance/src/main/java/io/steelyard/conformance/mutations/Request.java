package io.steelyard.conformance.mutations;

import java.util.List;
import java.util.Locale;

/**
 * A request as a reader of RFC 9112 reads it that refuses whatever may be refused.
 *
 * @param target as the origin server gets it: a path, or "*"
 * @param content without chunk framing, each octet a character
 * @param lines of its fields, as they came
 * @param plainChunks whether it has no chunk extension and no trailer
 */
record Request(String method, String target, String version, List<String> lines, String content, boolean plainChunks) {
    /** Every value of a field, in order. */
    List<String> fields(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> strip(line.substring(prefix.length())))
                .toList();
    }

    /** Without blanks around it (RFC 9110 section 5.6.3). */
    static String strip(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isBlank(char octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Whether a server may serve another request behind it. */
    boolean allowsAnother() {
        List<String> options = fields("connection").stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(option -> strip(option).toLowerCase(Locale.ROOT))
                .toList();
        return !options.contains("close") && (version.equals("HTTP/1.1") || options.contains("keep-alive"));
    }

    /** Whether a server is asked the same by both. */
    boolean asksTheSameAs(Request other) {
        return method.equals(other.method) && target.equals(other.target) && content.equals(other.content);
    }

    @Override
    public String toString() {
        return method + " " + target + " with " + content.length() + " octets";
    }
}
