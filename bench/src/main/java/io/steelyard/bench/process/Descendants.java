package io.steelyard.bench.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** All processes that come from this one, so that none outlives an interrupt. */
public final class Descendants {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private Descendants() {}

    /** From now on this process does not end, however it is asked to, before its descendants have. */
    public static void endWithUs() {
        Runtime.getRuntime().addShutdownHook(new Thread(Descendants::end, "end-descendants"));
    }

    /** Asks our children to stop (each may have children of its own to stop in order) and after a while makes all end. */
    private static void end() {
        List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
