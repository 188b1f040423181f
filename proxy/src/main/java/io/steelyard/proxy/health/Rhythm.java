package io.steelyard.proxy.health;

/**
 * When a node is checked: once in each {@code delay}, at a place of its own. Places follow the golden ratio, which leaves
 * any number of them spread as evenly as can be, whenever they were given out: thousands of nodes make no burst.
 *
 * @param place 0 to 1, where in each delay
 * @param delay in nanoseconds
 */
record Rhythm(double place, long delay) {
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    /** @param number of the node, each a different one */
    static Rhythm of(long number, long delay) {
        double place = number * GOLDEN_RATIO;
        return new Rhythm(place - Math.floor(place), delay);
    }

    /** The first turn after {@code now}. */
    long after(long now) {
        long offset = (long) (place * delay);
        return now + delay - Math.floorMod(now - offset, delay);
    }
}
