package io.steelyard.domain.virtualip;

/**
 * Names a virtual IP.
 *
 * @param value 1 to 2³¹−1: clients read it as a signed 32-bit number
 */
public record VirtualIpId(int value) {
    public VirtualIpId {
        if (value <= 0) {
            throw new IllegalArgumentException("a virtual IP's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
