package io.steelyard.bench;

import io.steelyard.bench.load.Load;
import java.time.Duration;
import java.util.Optional;

/**
 * How long and how hard.
 *
 * @param starts of everything that is measured: where the kernel puts processes and connections differs from start to
 *     start, and with it what a request costs
 * @param rounds after each start, in each of which every target is loaded once
 * @param length of one target's load in a round, whole seconds
 * @param warmUp of each target before the first round of a row after a start, whole seconds
 * @param connections that the client holds; those of the row unless given
 */
public record Plan(int starts, int rounds, Duration length, Duration warmUp, Optional<Integer> connections) {
    public Plan {
        if (starts < 1 || rounds < 1 || length.toSeconds() < 1 || warmUp.toSeconds() < 1 || connections.orElse(1) < 1) {
            throw new IllegalArgumentException("starts, rounds, seconds, warm-up and connections must be at least 1");
        }
    }

    Load warmUp(Row row) {
        return new Load(connections(row), warmUp, row.headers());
    }

    Load measured(Row row) {
        return new Load(connections(row), length, row.headers());
    }

    /** How many the client holds. */
    int connections(Row row) {
        return connections.orElse(row.connections());
    }
}
