package io.steelyard.proxy.persistence;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What a client is known by in a {@link ClientTable}: its IPv4 address, or the first 64 bits of its IPv6 address, within
 * which a client changes its address as it likes.
 */
public final class ClientKey {
    private ClientKey() {}

    /** Different for every two IPv4 addresses, and for every two IPv6 networks of 64 bits that are in use. */
    public static long of(InetAddress client) {
        byte[] octets = client.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(octets);
        return octets.length == Integer.BYTES ? Integer.toUnsignedLong(bytes.getInt()) : bytes.getLong();
    }

    /** Spreads bits evenly: the finishing step of SplitMix64 (Steele, Lea and Flood, 2014), which is one to one. */
    public static long mixed(long key) {
        long mixed = (key ^ key >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
