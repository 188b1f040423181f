package io.steelyard.proxy.balance;

import io.steelyard.proxy.frontend.Route;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One that waits in a {@link Circuit} for a node with room. Any thread may choose for it; it hears of it on its event loop.
 */
final class Waiting {
    private final Supplier<Route> route;
    private final Executor loop;
    private final BiConsumer<Waiting, Target> turn;

    /**
     * @param route as it is when it is asked for
     * @param turn hears on the loop that its turn has come, and of the node that was taken for it with a place there
     */
    Waiting(Supplier<Route> route, Executor loop, BiConsumer<Waiting, Target> turn) {
        this.route = route;
        this.loop = loop;
        this.turn = turn;
    }

    /** Any node that has room. */
    @Nullable
    Target choose(Circuit circuit) {
        Route now = route.get();
        return now.size() == 0 ? null : now.takeWithin(circuit, Set.of());
    }

    /** This one, if it has room and may be chosen. */
    @Nullable
    Target choose(Circuit circuit, NodeState node) {
        return route.get().takeWithin(circuit, node);
    }

    void grant(Target target) {
        loop.execute(() -> turn.accept(this, target));
    }
}
