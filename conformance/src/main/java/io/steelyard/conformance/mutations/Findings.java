package io.steelyard.conformance.mutations;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What should not have been; so many of it. Any thread. */
final class Findings {
    private static final int MOST = 50;

    private final List<String> found = new CopyOnWriteArrayList<>();

    void add(String what) {
        if (found.size() < MOST) {
            found.add(what);
        }
    }

    boolean isFull() {
        return found.size() >= MOST;
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
