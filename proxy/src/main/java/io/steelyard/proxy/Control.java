package io.steelyard.proxy;

import io.steelyard.domain.desired.HostDesired;
import io.steelyard.hostlink.HostLink;
import io.steelyard.hostlink.KillPoint;
import io.steelyard.hostlink.Message;
import io.steelyard.proxy.counters.Metering;
import io.steelyard.proxy.counters.TrafficFeed;
import io.steelyard.proxy.engine.HostEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the control process says. Called by the host link's reader threads; the end is awaited by another. */
final class Control implements HostLink.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);

    private final HostEngine engine;
    private final Metering metering;
    private final TrafficFeed traffic;
    private final Runnable prepared;
    private final CompletableFuture<Duration> end = new CompletableFuture<>();

    /** @param prepared runs when everything that is desired was applied, before that is reported */
    Control(HostEngine engine, Metering metering, TrafficFeed traffic, Runnable prepared) {
        this.engine = engine;
        this.metering = metering;
        this.traffic = traffic;
        this.prepared = prepared;
    }

    @Override
    public void received(HostLink link, Message message) {
        switch (message) {
            case Message.Publish publish -> publish(link, publish.desired());
            case Message.Stop stop -> end(Duration.ofSeconds(stop.drainSeconds()));
            case Message.TrafficKept traffic -> metering.kept(traffic.sequence());
            case Message.Staples staples -> engine.staple(staples.staples());
            case Message.Look look -> link.send(new Message.Seen(look.question(), engine.figures(look.nodes())));
            case Message.Hello _, Message.Reports _, Message.NodeReports _, Message.TrafficReports _, Message.Seen _ ->
                LOG.warn(
                        "Control said what only a host says: {}",
                        message.getClass().getSimpleName());
        }
    }

    private void publish(HostLink link, HostDesired desired) {
        KillPoint.BEFORE_APPLY.reached();
        Message reports = new Message.Reports(engine.converge(desired));
        if (desired.complete()) {
            prepared.run();
        }
        KillPoint.AFTER_APPLY.reached();
        link.send(reports);
        KillPoint.AFTER_REPORT.reached();
        if (desired.complete()) {
            // Whoever says everything is new here, and has heard of no node and no traffic.
            engine.tellAllNodes();
            traffic.tellAll();
        }
    }

    @Override
    public void closed(HostLink link) {
        LOG.info("A control process went; serving on");
    }

    /**
     * The process is to end. The first call counts.
     *
     * @param drain how long open connections may go on
     */
    void end(Duration drain) {
        end.complete(drain);
    }

    /** Whether the process is to end, after a wait of at most {@code wait}. */
    boolean isEndedWithin(Duration wait) throws InterruptedException {
        try {
            end.get(wait.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How long open connections may go on; only after {@link #end}. */
    Duration drain() {
        return end.join();
    }
}
