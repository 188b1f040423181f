package io.steelyard.proxy.proxyprotocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a node is told in front of a connection, in one version of PROXY protocol. */
public enum Announcement {
    /** A line of text. */
    V1 {
        @Override
        public byte[] of(InetSocketAddress client, InetSocketAddress local) {
            boolean v6 = isV6(client, local);
            return ascii("PROXY " + (v6 ? "TCP6 " : "TCP4 ") + text(client, v6) + " " + text(local, v6) + " "
                    + client.getPort() + " " + local.getPort() + "\r\n");
        }

        @Override
        public byte[] ofOurselves() {
            return ascii("PROXY UNKNOWN\r\n");
        }
    },
    /** Binary. */
    V2 {
        @Override
        public byte[] of(InetSocketAddress client, InetSocketAddress local) {
            boolean v6 = isV6(client, local);
            int length = 2 * (v6 ? V6_OCTETS : V4_OCTETS) + 2 * Short.BYTES;
            return ByteBuffer.allocate(SIGNATURE.length + 4 + length)
                    .put(SIGNATURE)
                    .put(PROXIED)
                    .put(v6 ? TCP6 : TCP4)
                    .putShort((short) length)
                    .put(octets(client, v6))
                    .put(octets(local, v6))
                    .putShort((short) client.getPort())
                    .putShort((short) local.getPort())
                    .array();
        }

        @Override
        public byte[] ofOurselves() {
            return ByteBuffer.allocate(SIGNATURE.length + 4)
                    .put(SIGNATURE)
                    .put(LOCAL)
                    .put((byte) 0)
                    .putShort((short) 0)
                    .array();
        }
    };

    private static final byte[] SIGNATURE = ascii("\r\n\r\n\0\r\nQUIT\n");
    private static final byte LOCAL = 0x20;
    private static final byte PROXIED = 0x21;
    private static final byte TCP4 = 0x11;
    private static final byte TCP6 = 0x21;
    private static final int V4_OCTETS = 4;
    private static final int V6_OCTETS = 16;

    /**
     * @param client whose connection it is
     * @param local where the client came to; an IPv4 address is mapped (RFC 4291, section 2.5.5.2) where the other is IPv6
     */
    public abstract byte[] of(InetSocketAddress client, InetSocketAddress local);

    /** For a connection of our own, such as a check. */
    public abstract byte[] ofOurselves();

    private static boolean isV6(InetSocketAddress client, InetSocketAddress local) {
        return client.getAddress().getAddress().length + local.getAddress().getAddress().length > 2 * V4_OCTETS;
    }

    private static String text(InetSocketAddress address, boolean v6) {
        InetAddress host = address.getAddress();
        boolean mapped = v6 && host.getAddress().length == V4_OCTETS;
        // Without the zone of a link.
        return (mapped ? "::ffff:" : "") + host.getHostAddress().replaceFirst("%.*", "");
    }

    private static byte[] octets(InetSocketAddress address, boolean v6) {
        byte[] octets = address.getAddress().getAddress();
        if (!v6 || octets.length == V6_OCTETS) {
            return octets;
        }
        return ByteBuffer.allocate(V6_OCTETS)
                .put(V6_OCTETS - V4_OCTETS - 2, new byte[] {-1, -1})
                .put(V6_OCTETS - V4_OCTETS, octets)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
