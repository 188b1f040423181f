package io.steelyard.bench.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Work that a user may interrupt: it is unwound in order, and no process that came from it stays. */
public final class Foreground {
    // Longer than the slowest of what we start may take to stop.
    private static final Duration UNWIND_LIMIT = Duration.ofSeconds(45);

    private Foreground() {}

    /**
     * Does the work on this thread, which is interrupted when this process is asked to end; the process then waits until
     * the work has been unwound, and ends whatever that has left.
     *
     * @return the work's exit code
     */
    public static int run(IntSupplier work) {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> unwind(worker, done), "unwind"));
        try {
            return work.getAsInt();
        } finally {
            done.countDown();
        }
    }

    private static void unwind(Thread worker, CountDownLatch done) {
        try {
            if (done.getCount() > 0) {
                worker.interrupt();
                done.await(UNWIND_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        ProcessHandle.current().descendants().toList().forEach(ProcessHandle::destroyForcibly);
    }
}
