package io.steelyard.proxy.counters;

import io.netty.channel.socket.SocketChannel;
import io.steelyard.proxy.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a balancer's listeners of one kind, with what counts their clients. Used on event loops.
 *
 * @param sending an element for each event loop, which alone uses it
 */
public record ListenerCounters(Counters counters, @Nullable LoopMeters[] sending) {
    /** What this loop counts. */
    public Cell cell(Loop loop) {
        return counters.of(loop.index());
    }

    /**
     * Counts a client and every octet from now until it is gone; on its event loop. Where TLS ends here, its handler comes
     * first, so that what is counted is what the client says.
     */
    public void count(SocketChannel client, Loop loop) {
        client.pipeline().addLast(new ClientMeter(cell(loop), sending(loop)));
    }

    private LoopMeters sending(Loop loop) {
        LoopMeters known = sending[loop.index()];
        if (known == null) {
            known = LoopMeters.of(loop);
            sending[loop.index()] = known;
        }
        return known;
    }
}
