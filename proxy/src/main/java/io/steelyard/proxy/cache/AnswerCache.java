package io.steelyard.proxy.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The answers that are kept for one balancer, up to its share of memory: a quarter of that for answers that are still
 * coming, the rest for whole ones. What is asked for often stays longer. Any thread, and every event loop at once.
 */
public final class AnswerCache {
    /** The longest content that is kept, in octets. */
    public static final int LONGEST_CONTENT = 1 << 20;

    private static final int STRIPES = 256;

    private final Cache<String, Variants> kept;
    /** Counts {@link #invalidate} for a part of the URIs: an answer asked for before is out of date when it comes. */
    private final AtomicIntegerArray invalidations = new AtomicIntegerArray(STRIPES);

    private final AtomicLong coming = new AtomicLong();
    private final InstantSource clock;
    private final LongSupplier ticker;
    private volatile long share;

    /**
     * @param share of memory, in octets
     * @param ticker monotonic time in nanoseconds
     */
    AnswerCache(long share, InstantSource clock, LongSupplier ticker) {
        this.clock = clock;
        this.ticker = ticker;
        this.share = share;
        // What little work there is for one entry more is done by who brings it.
        this.kept = Caffeine.newBuilder()
                .maximumWeight(forWhole(share))
                .weigher((String uri, Variants variants) -> variants.weight(uri))
                .executor(Runnable::run)
                .build();
    }

    private static long forWhole(long share) {
        return share - forComing(share);
    }

    private static long forComing(long share) {
        return share / 4;
    }

    /** From now on; what is too much goes at once, and with 0 nothing is kept any more. */
    void resize(long octets) {
        share = octets;
        kept.policy().eviction().ifPresent(eviction -> eviction.setMaximum(forWhole(octets)));
    }

    /** The answer that this request may be given. */
    public Optional<KeptAnswer> find(Asked asked) {
        Variants variants = asked.takesKept() ? kept.getIfPresent(asked.uri()) : null;
        if (variants == null) {
            return Optional.empty();
        }
        long now = ticker.getAsLong();
        if (variants.isStale(now)) {
            kept.asMap().remove(asked.uri(), variants);
            return Optional.empty();
        }
        return variants.find(asked, now);
    }

    /** A request that is sent to a node: what has to be known to keep its answer. */
    public Pending pending(Asked asked) {
        return new Pending(asked, invalidations.get(stripe(asked.uri())), ticker.getAsLong());
    }

    /** @param sentAt in monotonic time */
    public record Pending(Asked asked, int invalidations, long sentAt) {}

    /**
     * The answer's head has come.
     *
     * @param fields all that came, also what does not go on
     * @param head as {@link KeptAnswer#head}
     * @param length of its content; −1 when it is not known yet
     * @return what takes the content; empty when the answer is not to be kept
     */
    public Optional<ComingAnswer> begin(Pending pending, int status, Fields fields, HeadOctets head, long length) {
        long now = ticker.getAsLong();
        if (length > longestContent()) {
            return Optional.empty();
        }
        return Validity.of(status, fields, clock.instant(), Duration.ofNanos(now - pending.sentAt()))
                .flatMap(validity -> ComingAnswer.of(this, pending, status, head.get(), validity, now, length));
    }

    /** Made only for what is kept. */
    @FunctionalInterface
    public interface HeadOctets {
        byte[] get();
    }

    /** What this URI had does not hold any more: it was changed, or may have been (RFC 9111, section 4.4). */
    public void invalidate(String uri) {
        invalidations.incrementAndGet(stripe(uri));
        kept.asMap().remove(uri);
    }

    void keep(Pending pending, KeptAnswer answer) {
        String uri = pending.asked().uri();
        kept.asMap().compute(uri, (_, before) -> isOutdated(pending) ? before : Variants.with(before, answer));
    }

    private boolean isOutdated(Pending pending) {
        return invalidations.get(stripe(pending.asked().uri())) != pending.invalidations();
    }

    /** Takes memory for a coming answer; what got true gives it back by {@link #release}. */
    boolean reserve(int octets) {
        if (coming.addAndGet(octets) <= forComing(share)) {
            return true;
        }
        coming.addAndGet(-octets);
        return false;
    }

    void release(int octets) {
        coming.addAndGet(-octets);
    }

    /** One answer takes an eighth of the share at most. */
    int longestContent() {
        return (int) Math.min(LONGEST_CONTENT, share / 8);
    }

    /** What is kept, in octets. */
    long weight() {
        kept.cleanUp();
        return kept.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** What coming answers have taken, in octets. */
    long reserved() {
        return coming.get();
    }

    private static int stripe(String uri) {
        int hash = uri.hashCode();
        return (hash ^ hash >>> 16) & STRIPES - 1;
    }
}
