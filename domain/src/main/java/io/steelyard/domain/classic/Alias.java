package io.steelyard.domain.classic;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.util.regex.Pattern;

/**
 * What the classic dialect calls a balancer: its own in its account and region, and the same for as long as the balancer is
 * there. A balancer that was made in another dialect has its name then, where that may be one and nobody else has it.
 *
 * @param value 1 to {@value #MAX_LENGTH} of a-z, A-Z, 0-9 and "-", which neither begins nor ends it
 */
public record Alias(String value) {
    public static final int MAX_LENGTH = 32;
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0," + (MAX_LENGTH - 2) + "}[A-Za-z0-9])?");

    public Alias {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an alias has 1 to " + MAX_LENGTH
                    + " letters, digits and hyphens, none of these first or last, and is not " + value);
        }
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    /** Of a balancer whose name cannot be one. */
    public static Alias of(LoadBalancerId id) {
        return new Alias("lb-" + id);
    }

    /** The next one to try when that is another balancer's. */
    public static Alias of(LoadBalancerId id, int attempt) {
        return new Alias("lb-" + id + "-" + attempt);
    }

    @Override
    public String toString() {
        return value;
    }
}
