package io.steelyard.proxy.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Wakes every event loop once in a while, from a thread of its own, so that a loop that waits for the network need not ask
 * the kernel to wake it: that takes a timer for each wait, some thousands in a second under load.
 */
final class LoopTicks implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(250);

    /** What Netty says where no task waits. */
    private static final long NEVER = -1;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("loop-ticks").daemon().factory());

    LoopTicks(List<CountedLoop> loops) {
        clock.scheduleAtFixedRate(
                () -> loops.forEach(CountedLoop::tick), PERIOD.toNanos(), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Handlers that leave waking for whatever is due later than the next tick to the ticks. */
    static IoHandlerFactory woken(IoHandlerFactory factory) {
        return executor -> new Woken(factory.newHandler(executor));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static final class Woken implements IoHandler, IoHandlerContext {
        private final IoHandler handler;
        /** Of the loop's current run; its thread alone looks at it. */
        private IoHandlerContext context = this;

        Woken(IoHandler handler) {
            this.handler = handler;
        }

        @Override
        public int run(IoHandlerContext loop) {
            context = loop;
            return handler.run(this);
        }

        @Override
        public boolean canBlock() {
            return context.canBlock();
        }

        @Override
        public long delayNanos(long nanoTime) {
            return context.delayNanos(nanoTime);
        }

        @Override
        public long deadlineNanos() {
            long deadline = context.deadlineNanos();
            boolean tickIsSooner = deadline != NEVER && context.delayNanos(System.nanoTime()) > PERIOD.toNanos();
            return tickIsSooner ? NEVER : deadline;
        }

        @Override
        public void reportActiveIoTime(long nanos) {
            context.reportActiveIoTime(nanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return context.shouldReportActiveIoTime();
        }

        @Override
        public void initialize() {
            handler.initialize();
        }

        @Override
        public void prepareToDestroy() {
            handler.prepareToDestroy();
        }

        @Override
        public void destroy() {
            handler.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return handler.register(handle);
        }

        @Override
        public void wakeup() {
            handler.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return handler.isCompatible(handleType);
        }
    }
}
