package io.steelyard.proxy.http;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.steelyard.proxy.loop.Loop;
import java.time.Duration;

/**
 * How much one HTTP/2 client may still do that asks for nothing, or takes back what it asked for. What a browser, a gRPC
 * client or a proxy does in earnest never comes near; floods end the connection (CVE-2023-44487, CVE-2025-8671,
 * CVE-2019-9512, CVE-2019-9515 and the like).
 */
final class Calm {
    private static final int TICKS_PER_SECOND = (int) (Duration.ofSeconds(1).toNanos() / Loop.TICK.toNanos());
    private static final int TICKS_OF_RESETS = 30 * TICKS_PER_SECOND;
    /** So much may be saved up by good behaviour, in times of what is allowed anyway. */
    private static final int MOST_SAVED = 10;

    private static final int OCTETS_PER_FRAME = 4096;
    private static final int FRAMES_PER_WRITE = 3;

    private final int resetsRefill;
    private final int framesRefill;
    /** In units of which {@link #TICKS_OF_RESETS} are one reset. */
    private int resets;

    private int frames;

    Calm(Http2Limits limits) {
        resetsRefill = limits.resets();
        framesRefill = Math.max(1, limits.framesPerSecond() / TICKS_PER_SECOND);
        resets = resetsRefill * TICKS_OF_RESETS;
        frames = limits.framesPerSecond();
    }

    /** Every {@link Loop#TICK}. */
    void tick() {
        resets = Math.max(resets, Math.min(resets + resetsRefill, resetsRefill * TICKS_OF_RESETS));
        frames = Math.max(frames, Math.min(frames + framesRefill, framesRefill * TICKS_PER_SECOND));
    }

    /** A request was answered whole. */
    void answered() {
        resets = Math.min(resets + TICKS_OF_RESETS, MOST_SAVED * resetsRefill * TICKS_OF_RESETS);
    }

    /** Octets went to the client, which will tell that it took them. */
    void sent(int octets) {
        int more = FRAMES_PER_WRITE + octets / OCTETS_PER_FRAME;
        frames = Math.min(frames + more, MOST_SAVED * framesRefill * TICKS_PER_SECOND);
    }

    /** @throws Http2Exception when this was one reset too many */
    void reset() throws Http2Exception {
        resets -= TICKS_OF_RESETS;
        if (resets < 0) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many streams were reset");
        }
    }

    /** @throws Http2Exception when this was one frame too many */
    void frame() throws Http2Exception {
        if (--frames < 0) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames that ask for nothing");
        }
    }
}
