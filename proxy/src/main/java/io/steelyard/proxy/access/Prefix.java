package io.steelyard.proxy.access;

/**
 * The first bits of an address. Of IPv4 and IPv6 alike the first bit is the highest of {@code high}; the two families are
 * never compared. Bits behind {@code length} are 0.
 *
 * @param length 0 to 128
 */
record Prefix(long high, long low, int length) {
    Prefix {
        high &= mask(length);
        low &= mask(length - Long.SIZE);
    }

    /**
     * @param address 4 or 16 octets in network order
     * @param length up to as many bits as there are
     */
    static Prefix of(byte[] address, int length) {
        return new Prefix(bits(address, 0), bits(address, Long.BYTES), length);
    }

    /** The bit at this place, 0 or 1. */
    int bit(int index) {
        return (int) (index < Long.SIZE ? high >>> (63 - index) : low >>> (127 - index)) & 1;
    }

    /** How many first bits both have. */
    int common(Prefix other) {
        long highs = high ^ other.high;
        int equal =
                highs != 0 ? Long.numberOfLeadingZeros(highs) : Long.SIZE + Long.numberOfLeadingZeros(low ^ other.low);
        return Math.min(equal, Math.min(length, other.length));
    }

    /** Only the first so many of its bits. */
    Prefix first(int bits) {
        return new Prefix(high, low, bits);
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : -1L << (Long.SIZE - Math.min(bits, Long.SIZE));
    }

    private static long bits(byte[] address, int from) {
        long bits = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            bits = bits << Byte.SIZE | (i < address.length ? address[i] & 0xFF : 0);
        }
        return bits;
    }
}
