package io.steelyard.domain.observed;

/**
 * Names a host that carries traffic.
 *
 * @param value 1 to 64 characters
 */
public record HostName(String value) {
    /** The machine that the control process itself runs on. */
    public static final HostName LOCAL = new HostName("local");

    public HostName {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException("a host's name has 1 to 64 characters, not " + value.length());
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
