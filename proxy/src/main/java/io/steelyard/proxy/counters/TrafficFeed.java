package io.steelyard.proxy.counters;

import io.steelyard.domain.observed.TrafficReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells control every few seconds what has changed of the counters, on a thread of its own. Any thread may use it. */
public final class TrafficFeed implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(TrafficFeed.class);

    /** Where it is told. */
    public interface Sink {
        /**
         * Nobody may hear it: who comes next gets everything.
         *
         * @param sequence higher than any before
         */
        void tell(long sequence, List<TrafficReport> reports);
    }

    private final Metering metering;
    private final Sink sink;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("traffic").daemon().factory());

    private TrafficFeed(Metering metering, Sink sink) {
        this.metering = metering;
        this.sink = sink;
    }

    /** Tells from now on. */
    public static TrafficFeed start(Metering metering, Sink sink) {
        TrafficFeed feed = new TrafficFeed(metering, sink);
        feed.timer.scheduleWithFixedDelay(feed::tellSafely, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
        return feed;
    }

    /** Tells everything, soon: there is somebody who may know nothing. */
    public void tellAll() {
        try {
            timer.execute(() -> {
                metering.forgetTold();
                tellSafely();
            });
        } catch (RejectedExecutionException ending) {
            LOG.trace("Nothing is told any more", ending);
        }
    }

    /** Tells what has changed, now. */
    public synchronized void tell() {
        long sequence = metering.nextSequence();
        List<TrafficReport> news = metering.news(sequence);
        if (!news.isEmpty()) {
            sink.tell(sequence, news);
        }
    }

    private void tellSafely() {
        try {
            tell();
        } catch (RuntimeException unexpected) {
            LOG.error("What was counted could not be told", unexpected);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
