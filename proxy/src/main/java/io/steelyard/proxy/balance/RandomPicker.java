package io.steelyard.proxy.balance;

import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Each with the same probability, whatever was chosen before. */
final class RandomPicker implements Picker {
    /** A generator per thread: event loops do not wait for each other. */
    static final IntUnaryOperator PER_THREAD =
            bound -> ThreadLocalRandom.current().nextInt(bound);

    private final Target[] targets;
    private final IntUnaryOperator random;

    /** @param random gives a number from 0 to below its argument */
    RandomPicker(List<Target> targets, IntUnaryOperator random) {
        this.targets = targets.toArray(Target[]::new);
        this.random = random;
    }

    @Override
    public Target take() {
        Target chosen = targets[random.applyAsInt(targets.length)];
        chosen.node().load().take();
        return chosen;
    }

    @Override
    public @Nullable Target takeExcept(Set<NodeState> excluded) {
        Target chosen = among(excluded);
        if (chosen != null) {
            chosen.node().load().take();
        }
        return chosen;
    }

    private @Nullable Target among(Set<NodeState> excluded) {
        int left = 0;
        for (Target target : targets) {
            left += excluded.contains(target.node()) ? 0 : 1;
        }
        int place = left == 0 ? 0 : random.applyAsInt(left);
        for (Target target : targets) {
            if (!excluded.contains(target.node()) && place-- == 0) {
                return target;
            }
        }
        return null;
    }
}
