package io.steelyard.proxy.accesslog;

import io.netty.util.concurrent.Ticker;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.traffic.DetailedLog;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Where the connections of one event loop leave their lines. Used on its thread alone. */
public final class LoopLog {
    /** Of a host that keeps no logs. */
    public static final LoopLog NONE = new LoopLog(null, InstantSource.system(), new Losses(), () -> {});

    private final @Nullable Spool spool;
    private final InstantSource clock;
    private final Losses losses;
    private final Runnable hurry;
    private final Ticker ticker;
    private final Line line = new Line();
    private final Stamp stamp = new Stamp();
    private boolean hurried;

    LoopLog(@Nullable Spool spool, InstantSource clock, Losses losses, Runnable hurry) {
        this(spool, clock, Ticker.systemTicker(), losses, hurry);
    }

    LoopLog(@Nullable Spool spool, InstantSource clock, Ticker ticker, Losses losses, Runnable hurry) {
        this.spool = spool;
        this.clock = clock;
        this.ticker = ticker;
        this.losses = losses;
        this.hurry = hurry;
    }

    /** Now, in milliseconds since 1970. */
    public long millis() {
        return clock.millis();
    }

    /** Now, as exactly as the clock knows. */
    Instant instant() {
        return clock.instant();
    }

    /** Monotonic. */
    public long nanoTime() {
        return ticker.nanoTime();
    }

    /** An empty line to write on; the one before is forgotten. */
    public Line line() {
        return line.clear();
    }

    Stamp stamp() {
        return stamp;
    }

    /** Ends the line and keeps it. Never waits: when there is no room the line is lost, which is counted. */
    public void append(LoadBalancerId balancer, Line whole) {
        append(LogKey.usual(balancer.value()), whole);
    }

    /** The same of a detailed log. */
    void append(LoadBalancerId balancer, DetailedLog kind, Line whole) {
        append(new LogKey(balancer.value(), (int) kind.period().toSeconds()), whole);
    }

    private void append(LogKey log, Line whole) {
        Spool ring = spool;
        if (ring == null) {
            return;
        }
        whole.end();
        if (!ring.append(log, clock.millis(), whole.octets(), whole.length())) {
            losses.add(log, 1);
        }
        boolean filling = ring.isFilling();
        if (filling && !hurried) {
            hurry.run();
        }
        hurried = filling;
    }
}
