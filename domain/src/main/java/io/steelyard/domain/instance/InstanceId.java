package io.steelyard.domain.instance;

import java.util.regex.Pattern;

/**
 * Names a server in its account's inventory, such as i-4f8cf126.
 *
 * @param value "i-" and 1 to 62 of a-z, A-Z, 0-9, "-" and "_"
 */
public record InstanceId(String value) {
    private static final Pattern FORM = Pattern.compile("i-[A-Za-z0-9_-]{1,62}");

    public InstanceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "an instance's id is i- and 1 to 62 of a-z, A-Z, 0-9, \"-\" and \"_\", not " + value);
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
