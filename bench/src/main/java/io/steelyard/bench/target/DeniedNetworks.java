package io.steelyard.bench.target;

import java.util.List;
import java.util.stream.IntStream;

/** An access list of 100 networks that no client of a measurement comes from. */
final class DeniedNetworks {
    private static final int COUNT = 100;

    private DeniedNetworks() {}

    static List<String> all() {
        return IntStream.range(0, COUNT).mapToObj("10.%d.0.0/16"::formatted).toList();
    }
}
