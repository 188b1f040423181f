package io.steelyard.proxy.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import io.steelyard.proxy.transport.Sockets;
import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/** Every {@link Loop} of the process. Any thread may use it but an event loop's own, which must not wait. */
public final class Loops {
    private static final Duration SWEEP_LIMIT = Duration.ofSeconds(5);

    private final IdentityHashMap<EventLoop, Loop> loops = new IdentityHashMap<>();
    private final Ticker ticker;

    private Loops(Ticker ticker) {
        this.ticker = ticker;
    }

    public static Loops start(Sockets sockets, Ticker ticker) {
        Loops started = new Loops(ticker);
        for (EventLoop executor : sockets.loops()) {
            started.loops.put(executor, new Loop(started.loops.size(), executor, sockets, ticker));
        }
        started.loops.values().forEach(Loop::start);
        return started;
    }

    /** The system's monotonic time, in nanoseconds. Also for event loops. */
    public long nanoTime() {
        return ticker.initialNanoTime() + ticker.nanoTime();
    }

    /** Every one. */
    public Collection<Loop> all() {
        return List.copyOf(loops.values());
    }

    /** How many there are. Also for event loops. */
    public int size() {
        return loops.size();
    }

    /** The loop that a channel of {@code executor} lives on. Also for event loops. */
    public Loop of(EventLoop executor) {
        Loop loop = loops.get(executor);
        if (loop == null) {
            throw new IllegalArgumentException("not one of ours: " + executor);
        }
        return loop;
    }

    /**
     * Cuts every connection that is revoked; done when it returns.
     *
     * @throws IllegalStateException when a loop does not answer for 5 s
     */
    public void sweep() {
        onEach(loop -> {
            loop.sweep();
            return 0;
        });
    }

    /** How many clients are connected. */
    public int connections() {
        return onEach(Loop::clients);
    }

    private int onEach(ToIntFunction<Loop> work) {
        List<Future<Integer>> answers = loops.values().stream()
                .<Future<Integer>>map(loop -> loop.executor().submit((Callable<Integer>) () -> work.applyAsInt(loop)))
                .toList();
        return answers.stream().mapToInt(Loops::await).sum();
    }

    private static int await(Future<Integer> answer) {
        try {
            return answer.get(SWEEP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ending);
        } catch (ExecutionException | TimeoutException stuck) {
            throw new IllegalStateException("an event loop did not answer", stuck);
        }
    }
}
