package io.steelyard.domain.virtualip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address. Never resolved from a name; an IPv4-mapped IPv6 address is read as the IPv4 one it means,
 * so that no check on IPv4 networks can be passed by in the other family.
 */
public final class IpAddress implements NodeAddress, Comparable<IpAddress> {
    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes 4 or 16, in network order */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        }
        try {
            return new IpAddress(InetAddress.getByAddress(bytes).getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** The address a literal names; empty when the text is not a literal (a host name, a number with a leading zero, a zone id). */
    public static Optional<IpAddress> parse(String text) {
        if (text.indexOf(':') >= 0) {
            return parseV6(text);
        }
        return parseV4(text);
    }

    /**
     * For constants and text that was checked before.
     *
     * @throws IllegalArgumentException when the text is not an address literal
     */
    public static IpAddress require(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is not an IPv4 or IPv6 address"));
    }

    private static Optional<IpAddress> parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            // A leading zero is octal to some readers and decimal to others: two meanings, so neither.
            if (!digits || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(part);
        }
        return Optional.of(new IpAddress(bytes));
    }

    private static Optional<IpAddress> parseV6(String text) {
        boolean literal = text.length() <= 45
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'f')
                                || (c >= 'A' && c <= 'F')
                                || c == ':'
                                || c == '.');
        if (!literal) {
            return Optional.empty();
        }
        try {
            // With a colon and only these characters, the JDK parses and never asks a resolver.
            return Optional.of(new IpAddress(InetAddress.getByName(text).getAddress()));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** 4 or 16 bytes in network order; the caller's own copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public IpVersion version() {
        return bytes.length == 4 ? IpVersion.IPV4 : IpVersion.IPV6;
    }

    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public boolean isLoopback() {
        return toInetAddress().isLoopbackAddress();
    }

    public boolean isUnspecified() {
        return toInetAddress().isAnyLocalAddress();
    }

    public boolean isMulticast() {
        return toInetAddress().isMulticastAddress();
    }

    /** Link-local, which includes the metadata address of clouds (169.254.169.254). */
    public boolean isLinkLocal() {
        return toInetAddress().isLinkLocalAddress();
    }

    /** The limited broadcast address, or an address of "this network" 0.0.0.0/8. */
    public boolean isBroadcast() {
        return bytes.length == 4 && (Arrays.equals(bytes, new byte[] {-1, -1, -1, -1}) || bytes[0] == 0);
    }

    /**
     * The IPv4 address inside an IPv6 one whose packets a translator or tunnel would send there: NAT64's well-known prefix
     * (RFC 6052), 6to4 (RFC 3056), IPv4-translated (RFC 2765) and IPv4-compatible (RFC 4291, section 2.5.5.1). Empty for others.
     */
    public Optional<IpAddress> carried() {
        if (bytes.length == 4) {
            return Optional.empty();
        }
        String hex = HexFormat.of().formatHex(bytes);
        if (hex.startsWith("2002")) {
            return Optional.of(new IpAddress(Arrays.copyOfRange(bytes, 2, 6)));
        }
        // 0.0.0.0/8 is no host, and ::1 is loopback itself.
        boolean compatible = hex.startsWith("0".repeat(24)) && bytes[12] != 0;
        boolean translated = hex.startsWith("0064ff9b" + "0".repeat(16)) || hex.startsWith("0".repeat(16) + "ffff0000");
        return compatible || translated
                ? Optional.of(new IpAddress(Arrays.copyOfRange(bytes, 12, 16)))
                : Optional.empty();
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = Integer.compare(bytes.length, other.bytes.length);
        return byFamily != 0 ? byFamily : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Dotted decimal, or IPv6 in eight groups of four digits as clients expect. */
    @Override
    public String toString() {
        if (toInetAddress() instanceof Inet4Address v4) {
            return v4.getHostAddress();
        }
        String hex = HexFormat.of().formatHex(bytes);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 32; i += 4) {
            if (i > 0) {
                text.append(':');
            }
            text.append(hex, i, i + 4);
        }
        return text.toString();
    }
}
