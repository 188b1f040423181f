package io.steelyard.proxy.balance;

import java.util.Arrays;

/**
 * The order in which nodes take their turns, which goes round. Each node has as many turns as its weight says, and they
 * are spread so evenly that after any number of turns from the start each node has had its exact share, rounded up or
 * down: turn k of a node with the share s falls no earlier than turn ⌊(k−1)/s⌋+1 of all and no later than turn ⌈k/s⌉.
 * Taking the one with the earliest end among those that may begin keeps all these bounds (Tijdeman, The chairman
 * assignment problem, 1980; it is the scheduling of unit tasks by deadlines).
 *
 * <p>Weights are divided by their greatest common divisor first: the length is 100 per node at most, two octets each.
 */
final class Sequence {
    /** Nodes that one sequence can name. */
    static final int MOST_NODES = Character.MAX_VALUE + 1;

    private final int length;
    /** Places, as unsigned numbers of 16 bits; none where every node has one turn, in order. */
    private final char[] places;

    Sequence(int length, char[] places) {
        this.length = length;
        this.places = places;
    }

    /** One turn for each, in order. */
    static Sequence ofEqual(int nodes) {
        return new Sequence(nodes, new char[0]);
    }

    /**
     * @param weights each at least 1
     * @throws IllegalArgumentException when there are more than {@link #MOST_NODES}
     */
    static Sequence of(int[] weights) {
        if (weights.length > MOST_NODES) {
            throw new IllegalArgumentException("a sequence names up to " + MOST_NODES + " nodes");
        }
        int divisor = Arrays.stream(weights).reduce(0, Sequence::divisor);
        if (divisor == 0 || Arrays.stream(weights).allMatch(weight -> weight == divisor)) {
            return ofEqual(weights.length);
        }
        return new Spread(Arrays.stream(weights).map(weight -> weight / divisor).toArray()).sequence();
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    int length() {
        return length;
    }

    /** @param turn 0 to below {@link #length} */
    int at(int turn) {
        return places.length == 0 ? turn : places[turn];
    }
}
