package io.steelyard.control.fleet;

import java.util.List;

/** Looks at the work of the hosts as it is now. */
@FunctionalInterface
public interface Lookout {
    /**
     * Waits for the hosts' answers, for a few seconds at most; one that is away is not among them. Any thread but one that
     * hears from hosts.
     *
     * @param nodes of how many nodes of each host, the busiest ones; not negative
     */
    List<HostFigures> look(int nodes);
}
