package io.steelyard.proxy.balance;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Makes one {@link Sequence}: turn after turn, the node whose time for its next turn ends first. Used once. Every node
 * waits either for the turn that its time begins with, or for its next turn; both are lists by turn.
 */
final class Spread {
    private static final int NONE = -1;

    private final int[] weights;
    private final int length;
    /** By node: how many turns it has had. */
    private final int[] had;
    /** By turn: the first node whose time begins there. */
    private final int[] beginning;
    /** By turn: the first node whose time ends there, of those whose time has begun. */
    private final int[] ending;
    /** The turns where any of these ends. */
    private final BitSet ends;
    /** By node: the next one in the same list. */
    private final int[] next;

    Spread(int[] weights) {
        this.weights = weights;
        this.length = Arrays.stream(weights).sum();
        this.had = new int[weights.length];
        this.beginning = none(length);
        this.ending = none(length);
        this.ends = new BitSet(length + 1);
        this.next = none(weights.length);
    }

    private static int[] none(int length) {
        int[] lists = new int[length + 1];
        Arrays.fill(lists, NONE);
        return lists;
    }

    Sequence sequence() {
        for (int node = weights.length - 1; node >= 0; node--) {
            begin(node);
        }
        char[] places = new char[length];
        for (int turn = 1; turn <= length; turn++) {
            beginAllOf(turn);
            int node = takeFirst(turn);
            places[turn - 1] = (char) node;
            had[node]++;
            await(node, turn);
        }
        return new Sequence(length, places);
    }

    private void beginAllOf(int turn) {
        int node = beginning[turn];
        while (node != NONE) {
            int following = next[node];
            begin(node);
            node = following;
        }
    }

    private void begin(int node) {
        int end = (int) Math.ceilDiv((had[node] + 1L) * length, weights[node]);
        next[node] = ending[end];
        ending[end] = node;
        ends.set(end);
    }

    private int takeFirst(int turn) {
        int end = ends.nextSetBit(turn);
        int node = ending[end];
        ending[end] = next[node];
        if (ending[end] == NONE) {
            ends.clear(end);
        }
        return node;
    }

    /** It may have its next turn later. */
    private void await(int node, int turn) {
        if (had[node] < weights[node]) {
            int begin = (int) Math.max(turn, (long) had[node] * length / weights[node]) + 1;
            next[node] = beginning[begin];
            beginning[begin] = node;
        }
    }
}
