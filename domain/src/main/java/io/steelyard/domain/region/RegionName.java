package io.steelyard.domain.region;

import java.util.regex.Pattern;

/**
 * A region's Rackspace name in upper case, such as ORD.
 *
 * @param value 1 to 16 of A-Z, 0-9 and "-", starting with a letter
 */
public record RegionName(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9-]{0,15}");

    public RegionName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a region's name is 1 to 16 of A-Z, 0-9 and \"-\", not " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
