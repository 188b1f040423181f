package io.steelyard.domain.virtualip;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fully qualified name of the domain name system, in lower case and without the dot at its end (RFC 1123, section 2.1). It
 * has at least two labels, so that it is no name of the service's own machines, and its last one is not a number, so that
 * no broken address is taken for a name.
 *
 * @param value at most 253 characters
 */
public record DomainName(String value) implements NodeAddress {
    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM = Pattern.compile("(?:" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

    public DomainName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a fully qualified domain name");
        }
    }

    /** The name that a text gives, in any case and with or without the dot at its end; empty when it is none. */
    public static Optional<DomainName> parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return isValid(bare) ? Optional.of(new DomainName(bare)) : Optional.empty();
    }

    private static boolean isValid(String name) {
        return name.length() <= LONGEST && FORM.matcher(name).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
