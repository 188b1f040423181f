package io.steelyard.proxy.upstream;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much a node has to do: connections that are carried to it, or requests that wait for the end of its answer, each
 * counted from the choice of the node. It lives as long as the node, whatever the algorithm is, so that one that goes by
 * it starts with the truth. Shared by all event loops.
 */
public final class NodeLoad {
    private static final Runnable[] NOBODY = {};

    private final LongAdder held = new LongAdder();
    private final AtomicInteger places = new AtomicInteger();
    private volatile Runnable[] watchers = NOBODY;
    private long turn;

    /** Work begins; what called this calls {@link #release} once. */
    public void take() {
        held.increment();
        tell();
    }

    /** Work that was begun by {@link #take} is over, however it ended. */
    public void release() {
        held.decrement();
        tell();
    }

    /**
     * Takes one of so many places, besides the load; what gets true gives it back by {@link #leave} once.
     *
     * @param most how many may be taken at a time
     */
    public boolean enter(int most) {
        int taken;
        do {
            taken = places.get();
            if (taken >= most) {
                return false;
            }
        } while (!places.compareAndSet(taken, taken + 1));
        return true;
    }

    /** A place that was taken by {@link #enter} is free again. */
    public void leave() {
        places.decrementAndGet();
    }

    /** Taken and not released; exact when nothing of it changes meanwhile. */
    public long held() {
        return held.sum();
    }

    /** Where it stands among nodes with the same load. Who uses it guards it by a lock of his own. */
    public long turn() {
        return turn;
    }

    /** @see #turn() */
    public void setTurn(long next) {
        turn = next;
    }

    /**
     * @param watcher runs after each change, on the thread that made it. Once this returns, every change that it is not
     *     told of is in {@link #held}
     */
    public synchronized void watch(Runnable watcher) {
        Runnable[] more = Arrays.copyOf(watchers, watchers.length + 1);
        more[watchers.length] = watcher;
        watchers = more;
        VarHandle.fullFence();
    }

    public synchronized void unwatch(Runnable watcher) {
        watchers = Arrays.stream(watchers).filter(each -> each != watcher).toArray(Runnable[]::new);
    }

    private void tell() {
        // Either a new watcher sees our change, or we see the new watcher.
        VarHandle.fullFence();
        for (Runnable watcher : watchers) {
            watcher.run();
        }
    }
}
