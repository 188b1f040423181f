package io.steelyard.proxy.balance;

import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each in its turn, as often as a sequence names it, over all event loops together. */
final class RoundRobinPicker implements Picker {
    private final Target[] targets;
    private final Sequence sequence;
    private final Turns turns;

    /** @param sequence of places in {@code targets} */
    RoundRobinPicker(List<Target> targets, Sequence sequence, Turns turns) {
        this.targets = targets.toArray(Target[]::new);
        this.sequence = sequence;
        this.turns = turns;
    }

    @Override
    public Target take() {
        Target chosen = targets[sequence.at(turns.next(sequence.length()))];
        chosen.node().load().take();
        return chosen;
    }

    @Override
    public @Nullable Target takeExcept(Set<NodeState> excluded) {
        int length = sequence.length();
        int start = length == 0 ? 0 : turns.next(length);
        for (int step = 0; step < length; step++) {
            Target target = targets[sequence.at((start + step) % length)];
            if (!excluded.contains(target.node())) {
                target.node().load().take();
                return target;
            }
        }
        return null;
    }
}
