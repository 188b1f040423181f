package io.steelyard.proxy.accesslog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many lines of each log found no room and were not written down as lost yet. Any thread. */
final class Losses {
    private final Map<LogKey, Long> lost = new ConcurrentHashMap<>();

    void add(LogKey log, long lines) {
        lost.merge(log, lines, Long::sum);
    }

    boolean isEmpty() {
        return lost.isEmpty();
    }

    /** All of them, which are no longer here then. */
    Map<LogKey, Long> take() {
        Map<LogKey, Long> taken = new ConcurrentHashMap<>();
        lost.keySet().forEach(log -> {
            Long lines = lost.remove(log);
            if (lines != null) {
                taken.put(log, lines);
            }
        });
        return taken;
    }
}
