package io.steelyard.proxy.health;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what takes longer than an event loop should be kept from traffic; each ends when it has had nothing to do. */
final class CheckThreads implements AutoCloseable {
    private static final int QUEUE = 4_096;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor handshakes = single("check-tls", new ThreadPoolExecutor.CallerRunsPolicy());
    private final ThreadPoolExecutor bodies = single("check-bodies", new ThreadPoolExecutor.AbortPolicy());

    private static ThreadPoolExecutor single(String name, RejectedExecutionHandler crowded) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name(name).daemon().factory(),
                crowded);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** For the arithmetic of TLS; when it has too much to do, who asks does it. */
    Executor handshakes() {
        return handshakes;
    }

    /** For patterns in bodies; refuses when it has too much to do. */
    Executor bodies() {
        return bodies;
    }

    @Override
    public void close() {
        handshakes.shutdownNow();
        bodies.shutdownNow();
    }
}
