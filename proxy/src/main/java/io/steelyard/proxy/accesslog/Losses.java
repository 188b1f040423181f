package io.steelyard.proxy.accesslog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many lines of each balancer found no room and were not written down as lost yet. Any thread. */
final class Losses {
    private final Map<Integer, Long> lost = new ConcurrentHashMap<>();

    void add(int balancer, long lines) {
        lost.merge(balancer, lines, Long::sum);
    }

    boolean isEmpty() {
        return lost.isEmpty();
    }

    /** All of them, which are no longer here then. */
    Map<Integer, Long> take() {
        Map<Integer, Long> taken = new ConcurrentHashMap<>();
        lost.keySet().forEach(balancer -> {
            Long lines = lost.remove(balancer);
            if (lines != null) {
                taken.put(balancer, lines);
            }
        });
        return taken;
    }
}
