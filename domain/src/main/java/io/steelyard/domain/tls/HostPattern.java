package io.steelyard.domain.tls;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host name that clients may ask for within TLS (RFC 6066, section 3), or all of one level: {@code *.example.com}
 * (RFC 6125, section 6.4.3).
 *
 * @param value in lower case; internationalized names as ASCII
 */
public record HostPattern(String value) {
    public static final int MAX_LENGTH = 253;

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile("(?:\\*\\." + LABEL + "\\.)?" + LABEL + "(?:\\." + LABEL + ")*");

    public HostPattern {
        value = value.toLowerCase(Locale.ROOT);
        if (!isValid(value)) {
            throw new IllegalArgumentException("no host name: " + value);
        }
    }

    public static boolean isValid(String value) {
        return value.length() <= MAX_LENGTH
                && FORM.matcher(value.toLowerCase(Locale.ROOT)).matches();
    }

    public boolean isWildcard() {
        return value.startsWith("*.");
    }

    @Override
    public String toString() {
        return value;
    }
}
