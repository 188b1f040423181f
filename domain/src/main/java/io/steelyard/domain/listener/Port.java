package io.steelyard.domain.listener;

/**
 * A TCP or UDP port.
 *
 * @param value 1 to 65535
 */
public record Port(int value) {
    public static final int MIN = 1;
    public static final int MAX = 65535;

    public Port {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + value);
        }
    }

    public static boolean isValid(long value) {
        return value >= MIN && value <= MAX;
    }

    /** Whether a process needs a special right to listen here. */
    public boolean isPrivileged() {
        return value < 1024;
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
