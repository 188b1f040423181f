package io.steelyard.bench;

import io.steelyard.bench.load.Load;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long and how hard one row measures.
 *
 * @param starts of everything that is measured: where the kernel puts processes and connections differs from start to
 *     start, and with it what a request costs
 * @param rounds after each start, in each of which every target is loaded once
 * @param length of one target's load in a round, whole seconds
 * @param warmUp of each target before the first round of a row after a start, whole seconds
 * @param connections that the client holds; those of the row unless given
 * @param quick whether it is enough to see that it works
 */
record Plan(int starts, int rounds, Duration length, Duration warmUp, Optional<Integer> connections, boolean quick) {
    Plan {
        if (starts < 1 || rounds < 1 || length.toSeconds() < 1 || warmUp.toSeconds() < 1 || connections.orElse(1) < 1) {
            throw new IllegalArgumentException("starts, rounds, seconds, warm-up and connections must be at least 1");
        }
    }

    static Plan of(int starts, int rounds, int seconds, int warmUpSeconds) {
        return new Plan(
                starts,
                rounds,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUpSeconds),
                Optional.empty(),
                false);
    }

    Load warmUp(Scenario scenario) {
        return load(scenario, warmUp, OptionalDouble.empty());
    }

    Load measured(Scenario scenario, OptionalDouble rate) {
        return load(scenario, length, rate);
    }

    private Load load(Scenario scenario, Duration time, OptionalDouble rate) {
        return new Load(connections.orElse(scenario.connections()), time, scenario.headers(), rate);
    }

    int allRounds() {
        return starts * rounds;
    }
}
