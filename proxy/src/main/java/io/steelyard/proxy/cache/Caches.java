package io.steelyard.proxy.cache;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The caches of all balancers, in one bound of memory. Each has the same share of it, whatever the others do: the traffic of
 * one never pushes out what another keeps. Shares change only with the number of balancers that have a cache, and by
 * powers of two, so that one more seldom means work for all. Any thread.
 */
public final class Caches {
    /** No share is larger, in octets. */
    static final long LARGEST_SHARE = 16L << 20;

    private final long octets;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Map<LoadBalancerId, AnswerCache> caches = new HashMap<>();
    private long share;

    /**
     * @param octets in all
     * @param ticker monotonic time in nanoseconds
     */
    public Caches(long octets, InstantSource clock, LongSupplier ticker) {
        this.octets = octets;
        this.clock = clock;
        this.ticker = ticker;
        this.share = share(1);
    }

    /** A quarter of the heap. */
    public static long usualOctets() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** The balancer's; empty at first. */
    public synchronized AnswerCache of(LoadBalancerId balancer) {
        AnswerCache known = caches.get(balancer);
        if (known != null) {
            return known;
        }
        shareOut(Math.min(share, share(caches.size() + 1L)));
        AnswerCache made = new AnswerCache(share, clock, ticker);
        caches.put(balancer, made);
        return made;
    }

    /** The balancer has none any more, and what it kept goes. Shares grow late, so that coming and going moves nothing. */
    public synchronized void forget(LoadBalancerId balancer) {
        AnswerCache gone = caches.remove(balancer);
        if (gone != null) {
            gone.resize(0);
            shareOut(Math.max(share, share(2L * Math.max(1, caches.size()))));
        }
    }

    private void shareOut(long next) {
        if (next != share) {
            share = next;
            caches.values().forEach(cache -> cache.resize(next));
        }
    }

    private long share(long count) {
        long parts = Long.highestOneBit(2 * count - 1);
        return Math.min(LARGEST_SHARE, octets / parts);
    }

    synchronized long share() {
        return share;
    }

    synchronized int size() {
        return caches.size();
    }
}
