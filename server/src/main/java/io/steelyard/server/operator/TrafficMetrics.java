package io.steelyard.server.operator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.steelyard.control.usage.TrafficFigures;
import io.steelyard.control.usage.TrafficFigures.Figures;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the proxies count: in all, and of so many balancers as {@link TrafficFigures} keeps. */
final class TrafficMetrics {
    private static final String ALL = "steelyard.traffic.";
    private static final String ONE = "steelyard.load.balancer.";

    private final TrafficFigures figures;
    private final MeterRegistry registry;
    private final Map<LoadBalancerId, List<Meter>> shown = new HashMap<>();
    private volatile Map<LoadBalancerId, Figures> latest = Map.of();

    TrafficMetrics(TrafficFigures figures, MeterRegistry registry) {
        this.figures = figures;
        this.registry = registry;
        bind(ALL, Tags.of("tls", "false"), () -> figures.total().plain());
        bind(ALL, Tags.of("tls", "true"), () -> figures.total().secure());
    }

    /** Shows these balancers, as far as there are figures of them, and no others. */
    synchronized void show(Set<LoadBalancerId> there) {
        figures.retainOnly(there);
        latest = figures.balancers();
        shown.entrySet().removeIf(entry -> isGone(entry.getKey(), entry.getValue()));
        latest.keySet().forEach(id -> shown.computeIfAbsent(id, this::bind));
    }

    private boolean isGone(LoadBalancerId id, List<Meter> meters) {
        boolean gone = !latest.containsKey(id);
        if (gone) {
            meters.forEach(registry::remove);
        }
        return gone;
    }

    private List<Meter> bind(LoadBalancerId id) {
        Tags tags = Tags.of("load_balancer", id.toString());
        List<Meter> meters = new ArrayList<>();
        meters.addAll(bind(ONE, tags.and("tls", "false"), () -> of(id, Figures::plain)));
        meters.addAll(bind(ONE, tags.and("tls", "true"), () -> of(id, Figures::secure)));
        return meters;
    }

    private Traffic of(LoadBalancerId id, Function<Figures, Traffic> kind) {
        Figures known = latest.get(id);
        return known == null ? Traffic.NONE : kind.apply(known);
    }

    private List<Meter> bind(String prefix, Tags tags, Supplier<Traffic> traffic) {
        Counting counting = new Counting(prefix, tags, traffic);
        return List.of(
                counting.counter("connections", "", "Clients accepted.", Traffic::connections),
                counting.counter("requests", "", "HTTP requests.", Traffic::requests),
                counting.counter("received", "bytes", "From clients, TLS taken off.", Traffic::bytesIn),
                counting.counter("sent", "bytes", "To clients, TLS taken off.", Traffic::bytesOut),
                counting.failures("connect_time_out", Traffic::connectTimeOuts),
                counting.failures("connect_error", Traffic::connectErrors),
                counting.failures("no_node", Traffic::connectFailures),
                counting.failures("data_time_out", Traffic::dataTimeOuts),
                counting.failures("refused_request", Traffic::refusedRequests),
                counting.failures("refused_client", Traffic::refusedClients),
                Gauge.builder(prefix + "clients", () -> traffic.get().current())
                        .description("Clients connected now.")
                        .tags(tags)
                        .register(registry));
    }

    /** Meters of one source. */
    private final class Counting {
        private final String prefix;
        private final Tags tags;
        private final Supplier<Traffic> traffic;

        Counting(String prefix, Tags tags, Supplier<Traffic> traffic) {
            this.prefix = prefix;
            this.tags = tags;
            this.traffic = traffic;
        }

        Meter counter(String name, String unit, String description, ToLongFunction<Traffic> value) {
            return FunctionCounter.builder(prefix + name, TrafficMetrics.this, _ -> value.applyAsLong(traffic.get()))
                    .description(description)
                    .baseUnit(unit)
                    .tags(tags)
                    .register(registry);
        }

        Meter failures(String kind, ToLongFunction<Traffic> value) {
            return FunctionCounter.builder(
                            prefix + "failures", TrafficMetrics.this, _ -> value.applyAsLong(traffic.get()))
                    .description("What did not go through, by kind.")
                    .tags(tags.and("kind", kind))
                    .register(registry);
        }
    }
}
