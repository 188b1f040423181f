package io.steelyard.control.change;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.time.Duration;
import java.util.Optional;

/** Waits until hosts serve what was asked for, for dialects whose answers promise that. */
public final class Applied {
    /** How long at most. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration LATER = Duration.ofSeconds(5);

    private final Store store;
    private final Bell settled;

    /** @param settled heard when something was applied or failed */
    public Applied(Store store, Bell settled) {
        this.store = store;
        this.settled = settled;
    }

    /**
     * Returns when an edit, or a later one of the same balancer, is served; or, when its end was asked for, when it is gone.
     *
     * @throws RefusedException with NotServed when no host can serve it, with Unavailable when the limit has passed; what
     *     was asked for stays asked for
     */
    public void await(LoadBalancerRow edited) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long heard = settled.rings();
        while (!isServed(edited)) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw new RefusedException(new Refusal.Unavailable(LATER));
            }
            heard = pause(heard, left);
        }
    }

    private boolean isServed(LoadBalancerRow edited) {
        Optional<Change> now = store.<Optional<LoadBalancerRow>>read(unit -> unit.loadBalancer(edited.id()))
                .map(LoadBalancerRow::change);
        if (now.isEmpty() || now.get().appliedGeneration() >= edited.change().generation()) {
            return true;
        }
        now.get().failure().filter(failure -> isOf(edited, failure)).ifPresent(failure -> {
            throw new RefusedException(new Refusal.NotServed(failure.reason()));
        });
        return false;
    }

    /** That no host answers yet is no failure: there is time. */
    private static boolean isOf(LoadBalancerRow edited, Failure failure) {
        return failure.generation() >= edited.change().generation() && failure.code() != Failure.Code.HOST_UNREACHABLE;
    }

    private long pause(long heard, Duration left) {
        try {
            settled.awaitAfter(heard, left);
            return settled.rings();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.Unavailable(LATER));
        }
    }
}
