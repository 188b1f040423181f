package io.steelyard.proxy.frontend;

import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.stream.Stream;

/**
 * A listener's nodes by what may be done with them, each list in the nodes' order.
 *
 * @param primary may take new work
 * @param secondary may take new work when no primary one can
 * @param draining for clients that had them, and no others
 */
public record Candidates(List<Target> primary, List<Target> secondary, List<Target> draining) {
    public Candidates {
        primary = List.copyOf(primary);
        secondary = List.copyOf(secondary);
        draining = List.copyOf(draining);
    }

    /** Every one. */
    public Stream<Target> all() {
        return Stream.of(primary, secondary, draining).flatMap(List::stream);
    }

    /** Primary ones alone. */
    public static Candidates of(List<Target> primary) {
        return new Candidates(primary, List.of(), List.of());
    }
}
