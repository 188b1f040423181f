package io.steelyard.proxy.throttle;

import io.steelyard.domain.throttle.ConnectionThrottle;
import io.steelyard.domain.virtualip.IpAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The clients of one listener and their connections. Goes on through changes of the rules. Bounded: whoever holds a
 * connection is known, of those who hold none up to {@value Stripe#REMEMBERED} for each of {@value #STRIPES} parts; beyond
 * that who left first is forgotten. Any thread.
 */
public final class Clients {
    static final int STRIPES = 16;
    /** Refused clients that are told so at the same time. */
    static final int TOLD = 64;

    /** No address begins so: it would be multicast (RFC 4291, section 2.7). */
    private static final long IPV4 = 0xFFFF_FFFFL << Integer.SIZE;

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final AtomicInteger told = new AtomicInteger();

    public Clients() {
        Arrays.setAll(stripes, _ -> new Stripe());
    }

    /** Who counts as one client: an IPv4 address, or all of an IPv6 /64, which one host may have whole. */
    static long client(InetAddress address) {
        byte[] bytes = IpAddress.of(address.getAddress()).bytes();
        boolean v4 = bytes.length == 4;
        long key = 0;
        for (int i = 0; i < (v4 ? 4 : 8); i++) {
            key = key << Byte.SIZE | bytes[i] & 0xFF;
        }
        return v4 ? IPV4 | key : key;
    }

    /** Whether a client may have one more connection; what got true gives it back by {@link #release} once. */
    boolean admit(long client, ConnectionThrottle rules, long nanoTime) {
        return stripe(client).admit(client, rules, nanoTime);
    }

    void release(long client, ConnectionThrottle rules, long nanoTime) {
        stripe(client).release(client, rules, nanoTime);
    }

    /** Whether a refused one may be told so; what got true gives it back by {@link #told} once. */
    boolean mayTell() {
        if (told.incrementAndGet() <= TOLD) {
            return true;
        }
        told.decrementAndGet();
        return false;
    }

    void told() {
        told.decrementAndGet();
    }

    int size() {
        return Arrays.stream(stripes).mapToInt(Stripe::size).sum();
    }

    private Stripe stripe(long client) {
        return stripes[(Long.hashCode(client * 0x9E37_79B9_7F4A_7C15L) >>> 8) % STRIPES];
    }
}
