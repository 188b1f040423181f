package io.steelyard.proxy.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of event loops. The scheduler takes them for batch work (SCHED_BATCH, sched(7)): one that becomes ready does not push
 * aside what runs on its processor at that moment, and so finds more to do once it runs. On a processor that is free it runs at
 * once, as any other would.
 */
final class LoopThreads extends DefaultThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThreads.class);
    private static final int SCHED_BATCH = 3;
    private static final int CALLING_THREAD = 0;
    private static final Optional<MethodHandle> SET_SCHEDULER = setScheduler();

    LoopThreads() {
        super("loop", true);
    }

    @Override
    public Thread newThread(Runnable loop) {
        return super.newThread(() -> {
            SET_SCHEDULER.ifPresent(LoopThreads::runInBatches);
            loop.run();
        });
    }

    private static Optional<MethodHandle> setScheduler() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        return library.find("sched_setscheduler")
                .map(address ->
                        linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS)));
    }

    /** What the host refuses costs nothing but time. */
    private static void runInBatches(MethodHandle setScheduler) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment noPriority = arena.allocateFrom(JAVA_INT, 0);
            int result = (int) setScheduler.invokeExact(CALLING_THREAD, SCHED_BATCH, noPriority);
            if (result != 0) {
                LOG.info("This host does not schedule event loops in batches; they run as any other thread");
            }
        } catch (Throwable unexpected) {
            throw new LinkageError("sched_setscheduler cannot be called", unexpected);
        }
    }
}
