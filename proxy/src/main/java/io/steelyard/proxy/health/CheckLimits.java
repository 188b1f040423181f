package io.steelyard.proxy.health;

/**
 * How many checks may be under way at once. A check that finds no room waits; one that hangs holds its room until its time
 * is over, so no single balancer may have all of it.
 *
 * @param running in this process; 0: no node is checked
 * @param perBalancer of one balancer's nodes
 */
public record CheckLimits(int running, int perBalancer) {
    private static final int FEWEST = 64;
    /** Part of a process's sockets that checks may have, and part of these for one balancer. */
    private static final int SHARE = 4;

    private static final int BALANCER_SHARE = 16;

    /** @param sockets that the process may have open in all */
    public static CheckLimits within(int sockets) {
        int running = Math.max(FEWEST, sockets / SHARE);
        return new CheckLimits(running, Math.max(FEWEST, running / BALANCER_SHARE));
    }
}
