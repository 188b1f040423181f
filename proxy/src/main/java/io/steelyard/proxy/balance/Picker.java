package io.steelyard.proxy.balance;

import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among one list of nodes, and counts what it chose as taken: who gets a node releases its load once. Shared by
 * all event loops. A first choice takes constant time, or logarithmic in the nodes, and allocates nothing.
 */
public sealed interface Picker
        permits RandomPicker, RoundRobinPicker, LeastConnectionsPicker, TwoChoicesPicker, SlowStartPicker {
    /** The next node. Only where there is one. */
    Target take();

    /** The next one that is none of these; null when there is no other. */
    @Nullable
    Target takeExcept(Set<NodeState> excluded);

    /** It is about to be used. */
    default void open() {}

    /** It was replaced; some may use it for a moment more. */
    default void close() {}
}
