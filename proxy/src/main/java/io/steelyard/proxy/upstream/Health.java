package io.steelyard.proxy.upstream;

import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import java.util.Optional;

/**
 * What is known of a node's health. Immutable: each change is one compare-and-set.
 *
 * @param era counts the changes of availability; what was begun in an earlier one says nothing of this one
 * @param checked whether checks alone decide, and its traffic counts for nothing (2010 specification, section 2.6)
 * @param probed whether anything but its configuration is known of it
 * @param strikes failures since the last success
 * @param since monotonic time of the last change of availability, in nanoseconds
 * @param probeDue monotonic time from which it may be probed, while OFFLINE
 * @param cause the latest failure since the last success
 */
record Health(
        Availability availability,
        int era,
        boolean checked,
        boolean probed,
        int strikes,
        long since,
        long probeDue,
        Optional<Outage> cause) {
    /** In nanoseconds, and such that no moment overflows. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    static Health fresh(Availability availability, int era, long now) {
        return new Health(availability, era, false, false, 0, now, now, Optional.empty());
    }

    /** Whether a success would change nothing. */
    boolean isFlawless() {
        return checked || availability == Availability.ONLINE && probed && strikes == 0;
    }

    Health succeeded(long now) {
        return online(0, Optional.empty(), now);
    }

    /** A connection could be made, which is all that is known: it disproves only what kept connections from being made. */
    Health connected(HealthLimits limits, long now) {
        if (cause.isEmpty() || cause.get().failure().isConnecting()) {
            return succeeded(now);
        }
        // On trial: the next failure is still the next in the row.
        return availability == Availability.OFFLINE ? online(limits.strikes() - 1, cause, now) : this;
    }

    private Health online(int remaining, Optional<Outage> because, long now) {
        boolean edge = availability != Availability.ONLINE;
        return new Health(
                Availability.ONLINE, edge ? era + 1 : era, checked, true, remaining, edge ? now : since, now, because);
    }

    Health failed(NodeFailure failure, HealthLimits limits, long now) {
        if (checked || availability == Availability.OFFLINE) {
            return this;
        }
        return strikes + 1 < limits.strikes()
                ? struck(Outage.inTraffic(failure), now)
                : offline(
                        Outage.inTraffic(failure),
                        now,
                        now + limits.offlineTime().toNanos());
    }

    /** Another process has seen it fail. */
    Health failed(Outage outage, HealthLimits limits, long now) {
        return offline(outage, now, now + limits.probeInterval().toNanos());
    }

    /** A probe could not connect. Of a node that nothing else is known of that is enough. */
    Health unreachable(NodeFailure failure, HealthLimits limits, long now) {
        return probed || availability == Availability.OFFLINE
                ? failed(failure, limits, now)
                : offline(
                        Outage.inTraffic(failure),
                        now,
                        now + limits.probeInterval().toNanos());
    }

    /** A check failed. Of a node that nothing else is known of that is enough. */
    Health failedCheck(Outage outage, int attempts, long now) {
        if (availability == Availability.OFFLINE) {
            return this;
        }
        return availability == Availability.ONLINE && strikes + 1 < attempts
                ? struck(outage, now)
                : offline(outage, now, now);
    }

    private Health struck(Outage outage, long now) {
        return new Health(availability, era, checked, probed, strikes + 1, since, now, Optional.of(outage));
    }

    private Health offline(Outage outage, long now, long due) {
        return new Health(Availability.OFFLINE, era + 1, checked, probed, strikes + 1, now, due, Optional.of(outage));
    }

    /** From now on checks alone decide, or do no more; what was counted before counts no longer. */
    Health decidedByChecks(boolean yes, long now) {
        Optional<Outage> still = availability == Availability.OFFLINE ? cause : Optional.empty();
        return new Health(availability, era + 1, yes, probed, 0, since, now, still);
    }

    /** It is nowhere to be reached. */
    Health lost(NodeFailure failure, long now) {
        return offline(Outage.inTraffic(failure), now, now + NEVER);
    }

    Health probedUntil(long due) {
        return new Health(availability, era, checked, probed, strikes, since, due, cause);
    }
}
