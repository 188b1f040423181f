package io.steelyard.proxy.balance;

import io.steelyard.domain.pool.Algorithm;
import io.steelyard.proxy.persistence.Sessions;
import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What choosing for one listener remembers through every change of its configuration and of its nodes' health. */
public final class Memory {
    private final Turns turns = new Turns();
    private final Ties ties;
    private final Sessions.Clients clients = new Sessions.Clients(System::nanoTime);

    /** @param ties of the listener's balancer */
    public Memory(Ties ties) {
        this.ties = ties;
    }

    /** Which nodes the listener's clients have. */
    public Sessions.Clients clients() {
        return clients;
    }

    /**
     * Chooses among these from now on.
     *
     * @param slowStartNanos how long a node that came gets less than its share; 0 for no time at all
     */
    public Picker picker(Algorithm algorithm, List<Target> targets, long slowStartNanos) {
        Picker picker = picker(algorithm, targets);
        return slowStartNanos == 0
                ? picker
                : new SlowStartPicker(
                        picker,
                        slowStartNanos,
                        picker instanceof LeastConnectionsPicker,
                        () -> ThreadLocalRandom.current().nextDouble());
    }

    Picker picker(Algorithm algorithm, List<Target> targets) {
        return switch (algorithm) {
            case RANDOM -> new RandomPicker(targets, RandomPicker.PER_THREAD);
            case ROUND_ROBIN -> new RoundRobinPicker(targets, Sequence.ofEqual(targets.size()), turns);
            case WEIGHTED_ROUND_ROBIN -> new RoundRobinPicker(targets, Sequence.of(weights(targets)), turns);
            case POWER_OF_TWO_CHOICES -> new TwoChoicesPicker(targets, RandomPicker.PER_THREAD);
            case LEAST_CONNECTIONS -> new LeastConnectionsPicker(targets, _ -> 1, ties);
            case WEIGHTED_LEAST_CONNECTIONS -> new LeastConnectionsPicker(targets, ZoneShares.among(targets), ties);
        };
    }

    private static int[] weights(List<Target> targets) {
        return targets.stream().mapToInt(ZoneShares.among(targets)).toArray();
    }
}
