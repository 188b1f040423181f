package io.steelyard.proxy.counters;

import io.steelyard.proxy.loop.Loop;
import io.steelyard.proxy.loop.LoopConnection;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one event loop that are being sent something: what left is counted with the next tick at the latest.
 * Where the transport says at once what it took, nobody is ever in here.
 */
final class LoopMeters extends LoopConnection {
    private @Nullable ClientMeter first;

    /** On the loop's thread. */
    static LoopMeters of(Loop loop) {
        LoopMeters meters = new LoopMeters();
        loop.add(meters);
        return meters;
    }

    void await(ClientMeter sending) {
        sending.next = first;
        first = sending;
    }

    @Override
    protected boolean holdsClient() {
        return false;
    }

    @Override
    protected boolean isRevoked(long nanoTime) {
        return false;
    }

    @Override
    protected void cut() {}

    @Override
    protected void tick(long now) {
        ClientMeter each = first;
        first = null;
        while (each != null) {
            ClientMeter after = each.next;
            each.next = null;
            if (each.isSending()) {
                await(each);
            }
            each = after;
        }
    }
}
