package io.steelyard.proxy.engine;

import io.steelyard.domain.desired.DesiredListener;
import io.steelyard.domain.desired.DesiredLoadBalancer;
import io.steelyard.domain.traffic.CircuitLimit;
import io.steelyard.domain.traffic.OutlierEjection;
import io.steelyard.domain.traffic.RetryBudget;
import io.steelyard.domain.traffic.SlowStart;
import io.steelyard.domain.traffic.TrafficOption;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.proxy.balance.Choosing;
import io.steelyard.proxy.balance.Circuit;
import io.steelyard.proxy.balance.RetryTokens;
import io.steelyard.proxy.health.NodeHealth;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Outliers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What one balancer's traffic options count, over all its listeners. It goes on through every change of the configuration
 * that leaves the option as it is. The engine's.
 */
final class OptionStates {
    private final NodeHealth health;
    private Duration slowStart = Duration.ZERO;
    private Optional<RetryTokens> retries = Optional.empty();
    private Optional<Outliers> outliers = Optional.empty();
    /** Made when there is a first use for it; those that wait in it outlive the option. */
    private volatile Optional<Circuit> circuit = Optional.empty();

    private boolean limited;

    OptionStates(NodeHealth health) {
        this.health = health;
    }

    /** Counts by these options from now on. */
    void follow(DesiredLoadBalancer desired) {
        slowStart = option(desired, SlowStart.class).map(SlowStart::window).orElse(Duration.ZERO);
        Optional<RetryBudget> budget = option(desired, RetryBudget.class);
        if (!retries.map(RetryTokens::budget).equals(budget)) {
            retries = budget.map(wanted -> new RetryTokens(wanted, health.nanoTime()));
        }
        follow(option(desired, CircuitLimit.class));
        Optional<OutlierEjection> ejection = option(desired, OutlierEjection.class);
        if (!outliers.map(Outliers::rules).equals(ejection)) {
            watch(Set.of());
            outliers = ejection.map(wanted -> new Outliers(wanted, health.nanoTime(), health.prober()::later));
        }
    }

    private void follow(Optional<CircuitLimit> limit) {
        limited = limit.isPresent();
        if (limited && circuit.isEmpty()) {
            circuit = Optional.of(new Circuit());
        }
        circuit.ifPresent(present -> present.setLimit(limit));
    }

    /** How many wait for a node that has room. */
    int waiting() {
        return circuit.map(Circuit::waiting).orElse(0);
    }

    /** There may be nodes with room that there were not. Any thread. */
    void wake() {
        circuit.ifPresent(Circuit::wake);
    }

    private static <T extends TrafficOption> Optional<T> option(DesiredLoadBalancer desired, Class<T> kind) {
        return desired.listeners().stream()
                .map(DesiredListener::policy)
                .map(policy -> policy.options())
                .findFirst()
                .orElse(TrafficOptions.NONE)
                .find(kind);
    }

    /** How nodes are chosen by these options. */
    Choosing choosing() {
        return new Choosing(slowStart.toNanos(), retries, limited ? circuit : Optional.empty());
    }

    /** Watches these nodes, which may take new work, and no others. */
    void watch(Set<NodeState> nodes) {
        outliers.ifPresent(present -> present.watchOnly(nodes));
    }
}
