package io.steelyard.proxy.names;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hears how long answers may be used, and keeps no answer: who asks again wants a new one. It stands where Netty's resolver
 * has its cache, the one place that is told.
 */
final class TimesToLive implements DnsCache {
    private record Heard(
            @Nullable InetAddress address, @Nullable Throwable cause) implements DnsCacheEntry {}

    private static final int MOST = 10_000;

    private final Map<String, Long> seconds = new ConcurrentHashMap<>();

    /** In seconds, the shortest of the last answer's records; then it is forgotten. */
    long take(String name, long otherwise) {
        Long heard = seconds.remove(name);
        return heard == null ? otherwise : heard;
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    @Override
    public void clear() {
        seconds.clear();
    }

    @Override
    public boolean clear(String hostname) {
        return seconds.remove(bare(hostname)) != null;
    }

    @Override
    public @Nullable List<? extends DnsCacheEntry> get(String hostname, DnsRecord[] additionals) {
        return null;
    }

    @Override
    public DnsCacheEntry cache(
            String hostname, DnsRecord[] additionals, InetAddress address, long originalTtl, EventLoop loop) {
        if (seconds.size() >= MOST) {
            // Of names that an alias led to; nobody asks for these by themselves.
            seconds.clear();
        }
        seconds.merge(bare(hostname), originalTtl, Math::min);
        return new Heard(address, null);
    }

    @Override
    public DnsCacheEntry cache(String hostname, DnsRecord[] additionals, Throwable cause, EventLoop loop) {
        return new Heard(null, cause);
    }
}
