package io.steelyard.proxy;

import io.steelyard.domain.desired.HostDesired;
import io.steelyard.hostlink.HostLink;
import io.steelyard.hostlink.KillPoint;
import io.steelyard.hostlink.Message;
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
    private final CompletableFuture<Duration> end = new CompletableFuture<>();

    Control(HostEngine engine) {
        this.engine = engine;
    }

    @Override
    public void received(HostLink link, Message message) {
        switch (message) {
            case Message.Publish publish -> publish(link, publish.desired());
            case Message.Stop stop -> end(Duration.ofSeconds(stop.drainSeconds()));
            case Message.Hello _, Message.Reports _, Message.NodeReports _ ->
                LOG.warn(
                        "Control said what only a host says: {}",
                        message.getClass().getSimpleName());
        }
    }

    private void publish(HostLink link, HostDesired desired) {
        KillPoint.BEFORE_APPLY.reached();
        Message reports = new Message.Reports(engine.converge(desired));
        KillPoint.AFTER_APPLY.reached();
        link.send(reports);
        KillPoint.AFTER_REPORT.reached();
        if (desired.complete()) {
            // Whoever says everything is new here, and has heard of no node.
            engine.tellAllNodes();
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
