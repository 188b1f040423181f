package io.steelyard.bench;

import io.steelyard.bench.load.Load;
import java.time.Duration;

/**
 * How long and how hard.
 *
 * @param rounds in each of which every target is loaded once
 * @param length of one target's load in a round, whole seconds
 * @param warmUp of each target before the first round of a row, whole seconds
 * @param connections that the client holds
 */
public record Plan(int rounds, Duration length, Duration warmUp, int connections) {
    public Plan {
        if (rounds < 1 || length.toSeconds() < 1 || warmUp.toSeconds() < 1 || connections < 1) {
            throw new IllegalArgumentException("rounds, seconds, warm-up and connections must be at least 1");
        }
    }

    Load warmUp(Row row) {
        return new Load(connections, warmUp, row.headers());
    }

    Load measured(Row row) {
        return new Load(connections, length, row.headers());
    }
}
