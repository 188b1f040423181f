package io.steelyard.proxy.http;

import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import java.time.Duration;

/** The one time-out that a client's connection waits for at any moment. Setting it is a write to memory. */
final class ClientClock extends LoopConnection {
    /**
     * A client of a retired frontend is told with its next answer that there is no further one. Closed at once, it might
     * be sending its request already, and could not know whether that was heard. One whose frontend another process has
     * now may wait as long as ever.
     */
    private static final long RETIRED_IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    private final ClientConnection client;
    private final Loop loop;
    private final PaceWatch pace;
    private long limitNanos;
    private long deadline;
    private long unwritten;

    ClientClock(ClientConnection client, Loop loop, Pace pace) {
        this.client = client;
        this.loop = loop;
        this.pace = new PaceWatch(client, pace);
    }

    /** From now on, instead of what was expected before. */
    void expect(long nanos) {
        limitNanos = nanos;
        deadline = loop.deadline(nanos);
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return client.isRevoked(nanoTime);
    }

    @Override
    protected void cut() {
        client.cut();
    }

    @Override
    protected void tick(long now) {
        if (pace.isSlow()) {
            return;
        }
        if (isTakingMore()) {
            expect(limitNanos);
        } else if (now - deadline > 0 || isLeftOver(now)) {
            client.timedOut();
        }
    }

    private boolean isLeftOver(long now) {
        return client.isIdle() && client.frontend().isHurried() && now - deadline + limitNanos > RETIRED_IDLE_NANOS;
    }

    /** A slow reader is not a silent one. */
    private boolean isTakingMore() {
        long before = unwritten;
        unwritten = client.unwritten();
        return unwritten != before;
    }
}
