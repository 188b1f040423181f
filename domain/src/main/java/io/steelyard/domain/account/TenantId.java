package io.steelyard.domain.account;

/**
 * The account that owns things. Decimal digits on the wire, because a client cuts it off the end of a URL.
 *
 * @param value positive
 */
public record TenantId(long value) {
    public TenantId {
        if (value <= 0) {
            throw new IllegalArgumentException("a tenant id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
