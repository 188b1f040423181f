package io.steelyard.domain.virtualip;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A network, always in its canonical form: 10.0.0.5/24 and 10.0.0.0/24 are the same.
 *
 * @param network its lowest address
 * @param prefixLength 0 to 32 or 0 to 128 bits
 */
public record Cidr(IpAddress network, int prefixLength) {
    /** Before the IPv4 address in an IPv4-mapped one (RFC 4291, section 2.5.5.2). */
    private static final int MAPPED_BITS = 96;

    public Cidr {
        byte[] bytes = network.bytes();
        if (prefixLength < 0 || prefixLength > bytes.length * 8) {
            throw new IllegalArgumentException("/" + prefixLength + " does not fit " + network);
        }
        for (int bit = prefixLength; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        network = IpAddress.of(bytes);
    }

    /**
     * Reads ADDRESS/BITS or a single ADDRESS; empty when the text is neither. A network of IPv4-mapped addresses is the
     * IPv4 network that it means.
     */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        return IpAddress.parse(address).flatMap(ip -> {
            int bits = ip.bytes().length * 8;
            if (slash < 0) {
                return Optional.of(new Cidr(ip, bits));
            }
            String length = text.substring(slash + 1);
            if (!length.matches("0|[1-9][0-9]{0,2}")) {
                return Optional.empty();
            }
            boolean mapped = bits == 32 && address.indexOf(':') >= 0;
            int prefix = Integer.parseInt(length) - (mapped ? MAPPED_BITS : 0);
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new Cidr(ip, prefix));
        });
    }

    /** Whether it is a single address. */
    public boolean isSingle() {
        return prefixLength == network.bytes().length * 8;
    }

    /**
     * For settings.
     *
     * @throws IllegalArgumentException with a sentence that shows the right form
     */
    public static Cidr require(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        text + " is not a network; write it as 127.100.0.0/16 or fd00::/64"));
    }

    public boolean contains(IpAddress address) {
        return address.version() == network.version() && new Cidr(address, prefixLength).network.equals(network);
    }

    /**
     * The address at a distance from the lowest one; empty past the end.
     *
     * @param offset 0 or more
     */
    public Optional<IpAddress> at(long offset) {
        int width = network.bytes().length;
        BigInteger size = BigInteger.ONE.shiftLeft(width * 8 - prefixLength);
        if (BigInteger.valueOf(offset).compareTo(size) >= 0) {
            return Optional.empty();
        }
        byte[] sum = new BigInteger(1, network.bytes())
                .add(BigInteger.valueOf(offset))
                .toByteArray();
        byte[] bytes = new byte[width];
        int length = Math.min(width, sum.length);
        System.arraycopy(sum, sum.length - length, bytes, width - length, length);
        return Optional.of(IpAddress.of(bytes));
    }

    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
