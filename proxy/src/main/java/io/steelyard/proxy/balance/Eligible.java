package io.steelyard.proxy.balance;

import io.steelyard.proxy.upstream.Availability;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of a pool's nodes may be tried now, by what is known of their health. ONLINE ones come first; where there is
 * none, those that were not probed yet; and where there is none of these either, all. Of OFFLINE nodes, those that
 * failed longest ago are left out, but no more than half of the pool for that reason alone. Those whose checks failed are
 * no part of the pool at all.
 *
 * @param first what the algorithm chooses from, in the nodes' order; empty for an empty pool only
 * @param after to be tried in this order when the first ones failed
 * @param offline OFFLINE ones, none of them among the first: to be probed now and then
 */
public record Eligible(List<Target> first, List<Target> after, List<Target> offline) {
    /** A node as it was at one moment, since it may change while one looks. */
    record Seen(Target target, Availability availability, long since) {
        static Seen of(Target target) {
            NodeState node = target.node();
            return new Seen(target, node.isEjected() ? Availability.OFFLINE : node.availability(), node.since());
        }

        boolean is(Availability wanted) {
            return availability == wanted;
        }
    }

    /** Monotonic times are compared by their difference. */
    private static final Comparator<Seen> LATEST_FIRST = (a, b) -> Long.signum(b.since() - a.since());

    public Eligible {
        first = List.copyOf(first);
        after = List.copyOf(after);
        offline = List.copyOf(offline);
    }

    /** @param enabled every node that may take new work by its condition */
    public static Eligible of(List<Target> enabled) {
        return among(seen(enabled));
    }

    /**
     * With nodes that serve only when no primary one can. They come first while they can and no primary node is ONLINE;
     * else they are tried when every primary node has failed.
     *
     * @param primary every primary node that may take new work by its condition
     * @param secondary the same of the others
     */
    public static Eligible of(List<Target> primary, List<Target> secondary) {
        return secondary.isEmpty() ? of(primary) : among(seen(primary), seen(secondary));
    }

    private static List<Seen> seen(List<Target> enabled) {
        return enabled.stream()
                .filter(target -> !target.node().isBarred())
                .map(Seen::of)
                .toList();
    }

    static Eligible among(List<Seen> primary, List<Seen> secondary) {
        boolean failedOver = primary.isEmpty() || (!isAnyOnline(primary) && isAnyOnline(secondary));
        return failedOver
                ? among(secondary).followedBy(among(primary), all(primary, Availability.OFFLINE))
                : among(primary).followedBy(among(secondary), Stream.empty());
    }

    private static boolean isAnyOnline(List<Seen> pool) {
        return pool.stream().anyMatch(seen -> seen.is(Availability.ONLINE));
    }

    private Eligible followedBy(Eligible other, Stream<Seen> failed) {
        return new Eligible(
                first,
                Stream.of(after, other.first, other.after).flatMap(List::stream).toList(),
                Stream.concat(offline.stream(), failed.map(Seen::target)).toList());
    }

    static Eligible among(List<Seen> pool) {
        List<Target> online = targets(all(pool, Availability.ONLINE));
        List<Target> held = targets(all(pool, Availability.HELD));
        if (online.isEmpty() && held.isEmpty()) {
            return new Eligible(targets(pool.stream()), List.of(), List.of());
        }
        List<Target> offline = targets(all(pool, Availability.OFFLINE).sorted(LATEST_FIRST));
        List<Target> kept = offline.subList(0, Math.max(0, offline.size() - pool.size() / 2));
        return online.isEmpty() ? new Eligible(held, kept, offline) : new Eligible(online, concat(held, kept), offline);
    }

    private static Stream<Seen> all(List<Seen> pool, Availability wanted) {
        return pool.stream().filter(seen -> seen.is(wanted));
    }

    private static List<Target> targets(Stream<Seen> seen) {
        return seen.map(Seen::target).toList();
    }

    private static List<Target> concat(List<Target> some, List<Target> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** How many may be tried. */
    public int size() {
        return first.size() + after.size();
    }
}
