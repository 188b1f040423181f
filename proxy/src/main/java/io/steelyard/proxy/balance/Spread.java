package io.steelyard.proxy.balance;

import java.util.Arrays;
import java.util.PriorityQueue;

/** Makes one {@link Sequence}: turn after turn, the node whose time for its next turn ends first. Used once. */
final class Spread {
    private static final int NONE = -1;

    private final int[] weights;
    private final int length;
    /** By node: how many turns it has had. */
    private final int[] had;
    /** By turn: the first of the nodes that may not have their next turn earlier; and by node: the next one of these. */
    private final int[] firstOf;

    private final int[] nextOf;
    /** The last turn for a node's next turn, and the node: those that may have it now. */
    private final PriorityQueue<Long> ready;

    Spread(int[] weights) {
        this.weights = weights;
        this.length = Arrays.stream(weights).sum();
        this.had = new int[weights.length];
        this.firstOf = new int[length + 1];
        this.nextOf = new int[weights.length];
        this.ready = new PriorityQueue<>(weights.length);
        Arrays.fill(firstOf, NONE);
    }

    Sequence sequence() {
        for (int node = 0; node < weights.length; node++) {
            makeReady(node);
        }
        char[] places = new char[length];
        for (int turn = 1; turn <= length; turn++) {
            makeReadyAt(turn);
            int node = ready.remove().intValue();
            places[turn - 1] = (char) node;
            had[node]++;
            await(node, turn);
        }
        return new Sequence(length, places);
    }

    private void makeReadyAt(int turn) {
        for (int node = firstOf[turn]; node != NONE; node = nextOf[node]) {
            makeReady(node);
        }
    }

    private void makeReady(int node) {
        long end = Math.ceilDiv((had[node] + 1L) * length, weights[node]);
        ready.add(end << Integer.SIZE | node);
    }

    /** It may have its next turn later. */
    private void await(int node, int turn) {
        if (had[node] < weights[node]) {
            int begin = (int) Math.max(turn, (long) had[node] * length / weights[node]) + 1;
            nextOf[node] = firstOf[begin];
            firstOf[begin] = node;
        }
    }
}
