package io.steelyard.proxy.upstream;

import io.steelyard.domain.observed.NodeFailure;
import java.util.Optional;

/**
 * What is known of a node's health. Immutable: each change is one compare-and-set.
 *
 * @param era counts the changes of availability; what was begun in an earlier one says nothing of this one
 * @param probed whether anything but its configuration is known of it
 * @param strikes failures since the last success
 * @param since monotonic time of the last change of availability, in nanoseconds
 * @param probeDue monotonic time from which it may be probed, while OFFLINE
 * @param cause the latest failure since the last success
 */
record Health(
        Availability availability,
        int era,
        boolean probed,
        int strikes,
        long since,
        long probeDue,
        Optional<NodeFailure> cause) {

    static Health fresh(Availability availability, int era, long now) {
        return new Health(availability, era, false, 0, now, now, Optional.empty());
    }

    /** Whether a success would change nothing. */
    boolean isFlawless() {
        return availability == Availability.ONLINE && probed && strikes == 0;
    }

    Health succeeded(long now) {
        return online(0, Optional.empty(), now);
    }

    /** A connection could be made, which is all that is known: it disproves only what kept connections from being made. */
    Health connected(HealthLimits limits, long now) {
        if (cause.isEmpty() || cause.get().isConnecting()) {
            return succeeded(now);
        }
        // On trial: the next failure is still the next in the row.
        return availability == Availability.OFFLINE ? online(limits.strikes() - 1, cause, now) : this;
    }

    private Health online(int remaining, Optional<NodeFailure> because, long now) {
        boolean edge = availability != Availability.ONLINE;
        return new Health(Availability.ONLINE, edge ? era + 1 : era, true, remaining, edge ? now : since, now, because);
    }

    Health failed(NodeFailure failure, HealthLimits limits, long now) {
        if (availability == Availability.OFFLINE) {
            return this;
        }
        return strikes + 1 < limits.strikes()
                ? new Health(availability, era, probed, strikes + 1, since, now, Optional.of(failure))
                : offline(failure, now, now + limits.offlineTime().toNanos());
    }

    /** A probe could not connect. Of a node that nothing else is known of that is enough. */
    Health unreachable(NodeFailure failure, HealthLimits limits, long now) {
        return probed || availability == Availability.OFFLINE
                ? failed(failure, limits, now)
                : offline(failure, now, now + limits.probeInterval().toNanos());
    }

    private Health offline(NodeFailure failure, long now, long due) {
        return new Health(Availability.OFFLINE, era + 1, probed, strikes + 1, now, due, Optional.of(failure));
    }

    Health probedUntil(long due) {
        return new Health(availability, era, probed, strikes, since, due, cause);
    }
}
