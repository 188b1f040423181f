package io.steelyard.domain.region;

import java.util.regex.Pattern;

/**
 * An availability zone within a region, such as us-east-1a.
 *
 * @param value 1 to 32 of a-z, 0-9 and "-", starting with a letter
 */
public record Zone(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Zone {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a zone's name is 1 to 32 of a-z, 0-9 and \"-\", not " + value);
        }
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
