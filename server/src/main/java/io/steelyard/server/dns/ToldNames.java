package io.steelyard.server.dns;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What another name server has said to have, since this process began. Where a name leads to changes with the health of what is
 * behind it, at its worst every few seconds; it is told no more often than resolvers would ask again. Names that come and go are told at
 * once. Used by one thread.
 */
final class ToldNames {
    /** How long a name leads to where it was told to lead to. */
    static final Duration HELD = Duration.ofSeconds(Zone.USABLE);

    private final LongSupplier nanoTime;
    private final Map<DomainName, Told> told = new HashMap<>();

    /** @param nanoTime monotonic */
    ToldNames(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What there is to tell now, by name; one without addresses goes.
     *
     * @param mayBeThere names that the other one may have
     */
    Map<DomainName, List<IpAddress>> changes(
            Map<DomainName, List<IpAddress>> wanted, Collection<DomainName> mayBeThere) {
        Map<DomainName, List<IpAddress>> changes = new TreeMap<>(Comparator.comparing(DomainName::value));
        mayBeThere.stream().filter(name -> !wanted.containsKey(name)).forEach(name -> changes.put(name, List.of()));
        wanted.forEach((name, addresses) -> {
            Told before = told.get(name);
            if (before == null || differs(before, addresses) && isOver(before)) {
                changes.put(name, addresses);
            }
        });
        return changes;
    }

    /** Whether something has changed too soon to be told. */
    boolean isBehind(Map<DomainName, List<IpAddress>> wanted) {
        return wanted.entrySet().stream().anyMatch(each -> {
            Told before = told.get(each.getKey());
            return before == null || differs(before, each.getValue());
        });
    }

    private static boolean differs(Told before, List<IpAddress> addresses) {
        return !before.addresses().equals(addresses);
    }

    private boolean isOver(Told before) {
        return nanoTime.getAsLong() - before.at() >= HELD.toNanos();
    }

    /** This was told just now. */
    void told(Map<DomainName, List<IpAddress>> some) {
        long now = nanoTime.getAsLong();
        some.forEach((name, addresses) -> {
            if (addresses.isEmpty()) {
                told.remove(name);
            } else {
                told.put(name, new Told(addresses, now));
            }
        });
    }

    /** @param at in nanoseconds */
    private record Told(List<IpAddress> addresses, long at) {}
}
