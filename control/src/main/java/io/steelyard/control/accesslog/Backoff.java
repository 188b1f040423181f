package io.steelyard.control.accesslog;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When what failed is tried again: after a second, then each time twice as long, up to five minutes. */
final class Backoff<K> {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private record Pause(Duration length, Instant until) {}

    private final Map<K, Pause> pauses = new HashMap<>();

    boolean isDue(K key, Instant now) {
        Pause pause = pauses.get(key);
        return pause == null || !now.isBefore(pause.until());
    }

    /** @return whether it is the first failure in a row */
    boolean failed(K key, Instant now) {
        Pause before = pauses.get(key);
        Duration length = before == null ? FIRST : shorter(before.length().multipliedBy(2), LONGEST);
        pauses.put(key, new Pause(length, now.plus(length)));
        return before == null;
    }

    /** @return whether it had failed before */
    boolean succeeded(K key) {
        return pauses.remove(key) != null;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
