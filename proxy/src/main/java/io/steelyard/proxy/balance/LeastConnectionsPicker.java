package io.steelyard.proxy.balance;

import io.steelyard.proxy.upstream.NodeLoad;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The node with the smallest load ÷ weight over all event loops and listeners of the balancer; of equals, each in its
 * turn. The nodes are a binary heap in that order. A choice looks and takes under one lock, so that no other comes in
 * between: each one is a true minimum.
 */
final class LeastConnectionsPicker implements Picker {
    private static final int MISSING = -1;

    private final Ties ties;
    private final Seat[] heap;

    LeastConnectionsPicker(List<Target> targets, ToIntFunction<Target> weight, Ties ties) {
        this.ties = ties;
        this.heap = new Seat[targets.size()];
        for (int i = 0; i < heap.length; i++) {
            Target target = targets.get(i);
            heap[i] = new Seat(target, weight.applyAsInt(target), i);
        }
    }

    /** One node in the heap. Guarded by the ties. */
    private final class Seat implements Runnable {
        private final Target target;
        private final NodeLoad load;
        private final int weight;
        private int place;
        private long held;

        Seat(Target target, int weight, int place) {
            this.target = target;
            this.load = target.node().load();
            this.weight = weight;
            this.place = place;
        }

        /** Its load has changed. */
        @Override
        public void run() {
            synchronized (ties) {
                held = load.held();
                rise(this);
                sink(this);
            }
        }

        boolean isBefore(Seat other) {
            long mine = held * other.weight;
            long others = other.held * weight;
            return mine != others ? mine < others : load.turn() - other.load.turn() < 0;
        }

        Target take() {
            load.setTurn(ties.after(load.turn(), weight));
            load.take();
            return target;
        }
    }

    @Override
    public void open() {
        synchronized (ties) {
            for (Seat seat : heap) {
                seat.load.watch(seat);
                seat.held = seat.load.held();
            }
            for (int place = heap.length / 2 - 1; place >= 0; place--) {
                sink(heap[place]);
            }
        }
    }

    @Override
    public void close() {
        synchronized (ties) {
            for (Seat seat : heap) {
                seat.load.unwatch(seat);
            }
        }
    }

    @Override
    public Target take() {
        synchronized (ties) {
            return heap[0].take();
        }
    }

    @Override
    public @Nullable Target takeExcept(Set<NodeState> excluded) {
        synchronized (ties) {
            int least = least(0, excluded);
            return least == MISSING ? null : heap[least].take();
        }
    }

    /** At or below {@code place}; goes no further down than the excluded ones do. */
    private int least(int place, Set<NodeState> excluded) {
        if (place >= heap.length) {
            return MISSING;
        }
        if (!excluded.contains(heap[place].target.node())) {
            return place;
        }
        int left = least(2 * place + 1, excluded);
        int right = least(2 * place + 2, excluded);
        boolean isLeft = right == MISSING || left != MISSING && heap[left].isBefore(heap[right]);
        return isLeft ? left : right;
    }

    private void rise(Seat seat) {
        while (seat.place > 0 && seat.isBefore(heap[(seat.place - 1) / 2])) {
            swap(seat, heap[(seat.place - 1) / 2]);
        }
    }

    private void sink(Seat seat) {
        int below = lesserBelow(seat.place);
        while (below < heap.length && heap[below].isBefore(seat)) {
            swap(seat, heap[below]);
            below = lesserBelow(seat.place);
        }
    }

    private int lesserBelow(int place) {
        int left = 2 * place + 1;
        return left + 1 < heap.length && heap[left + 1].isBefore(heap[left]) ? left + 1 : left;
    }

    private void swap(Seat one, Seat other) {
        int place = one.place;
        put(one, other.place);
        put(other, place);
    }

    private void put(Seat seat, int place) {
        heap[place] = seat;
        seat.place = place;
    }
}
