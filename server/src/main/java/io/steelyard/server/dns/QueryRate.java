package io.steelyard.server.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many queries over UDP one sender, or one /64 of IPv6, has answered in a second: the senders of datagrams can be forged, and
 * whoever is meant must not be flooded with answers. Who is refused may ask over TCP. For one thread.
 */
final class QueryRate {
    static final int PER_SECOND = 200;
    /** Senders that are counted in a second; with more of them nobody new is answered until the next. */
    static final int SENDERS = 10_000;

    private static final long SECOND = 1_000_000_000L;
    private static final int PREFIX = 8;

    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, Integer> counts = new HashMap<>();
    private long since;

    /** @param nanoTime monotonic */
    QueryRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    boolean allows(InetAddress sender) {
        long now = nanoTime.getAsLong();
        if (now - since >= SECOND) {
            counts.clear();
            since = now;
        }
        ByteBuffer key = key(sender);
        if (counts.size() >= SENDERS && !counts.containsKey(key)) {
            return false;
        }
        return counts.merge(key, 1, Integer::sum) <= PER_SECOND;
    }

    private static ByteBuffer key(InetAddress sender) {
        byte[] octets = sender.getAddress();
        return ByteBuffer.wrap(sender instanceof Inet6Address ? Arrays.copyOf(octets, PREFIX) : octets);
    }
}
