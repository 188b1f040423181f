package io.steelyard.proxy.balance;

import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Of two nodes drawn by lot the one with the smaller load, over all event loops: nearly as even as the true minimum, in
 * constant time and without a lock (Mitzenmacher, The power of two choices in randomized load balancing, 2001).
 */
final class TwoChoicesPicker implements Picker {
    private final Target[] targets;
    private final IntUnaryOperator random;

    /** @param random gives a number from 0 to below its argument */
    TwoChoicesPicker(List<Target> targets, IntUnaryOperator random) {
        this.targets = targets.toArray(Target[]::new);
        this.random = random;
    }

    @Override
    public Target take() {
        return take(targets);
    }

    @Override
    public @Nullable Target takeExcept(Set<NodeState> excluded) {
        Target[] others = Arrays.stream(targets)
                .filter(target -> !excluded.contains(target.node()))
                .toArray(Target[]::new);
        return others.length == 0 ? null : take(others);
    }

    private Target take(Target[] among) {
        Target chosen = among.length == 1 ? among[0] : lessLoaded(among);
        chosen.node().load().take();
        return chosen;
    }

    private Target lessLoaded(Target[] among) {
        int one = random.applyAsInt(among.length);
        int other = random.applyAsInt(among.length - 1);
        Target first = among[one];
        Target second = among[other < one ? other : other + 1];
        return second.node().load().held() < first.node().load().held() ? second : first;
    }
}
