package io.steelyard.proxy.tls;

import io.steelyard.domain.tls.Staple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What authorities said of certificates, as control told it last. A handshake hands out what is here and never waits for it.
 * Any thread.
 */
final class Staples {
    private static final int MOST = 20_000;

    private final InstantSource clock;
    private final Map<String, Staple> byChain = new ConcurrentHashMap<>();

    Staples(InstantSource clock) {
        this.clock = clock;
    }

    /** These hold from now on, beside those of other certificates; what is too old goes. */
    synchronized void keep(List<Staple> fresh) {
        Instant now = clock.instant();
        byChain.values().removeIf(staple -> !staple.until().isAfter(now));
        for (Staple staple : fresh) {
            if (byChain.size() < MOST || byChain.containsKey(staple.chain())) {
                byChain.put(staple.chain(), staple);
            }
        }
    }

    /** For a handshake with this chain; null when there is nothing that holds now. */
    byte @Nullable [] of(String chain) {
        Staple staple = byChain.get(chain);
        return staple != null && staple.until().isAfter(clock.instant()) ? staple.response() : null;
    }
}
