package io.steelyard.proxy.balance;

import io.steelyard.domain.node.Weight;
import io.steelyard.domain.region.Zone;
import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What each of the nodes weighs that may serve now: its own weight, or what makes its zone weigh as much as the others. */
final class ZoneShares {
    private ZoneShares() {}

    /** @param serving with zones all, or none */
    static ToIntFunction<Target> among(List<Target> serving) {
        Map<Zone, Long> nodes = serving.stream()
                .flatMap(target -> target.zone().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long whole = Math.min(nodes.values().stream().reduce(1L, ZoneShares::leastCommonMultiple), Weight.MAX);
        return target -> target.zone()
                .map(zone -> (int) Math.max(1, whole / nodes.getOrDefault(zone, 1L)))
                .orElseGet(() -> target.weight().value());
    }

    private static long leastCommonMultiple(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return Math.min(one / a * other, Integer.MAX_VALUE);
    }
}
