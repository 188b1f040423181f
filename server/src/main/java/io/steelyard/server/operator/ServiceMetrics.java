package io.steelyard.server.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.steelyard.api.http.RequestObserver;
import io.steelyard.control.fleet.HostView;
import io.steelyard.control.fleet.Lookout;
import io.steelyard.control.instance.DiscoveryReport;
import io.steelyard.control.store.Store;
import io.steelyard.control.usage.TrafficFigures;
import io.steelyard.domain.loadbalancer.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What is measured of the control process. Nothing in it names a tenant, and no label has more values than the program
 * itself knows.
 *
 * <p>Threading: requests are counted from any thread; what is in the store is read when somebody scrapes.
 */
public final class ServiceMetrics implements RequestObserver, AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(3),
        Duration.ofMillis(10),
        Duration.ofMillis(30),
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StoreFigures figures;
    private final TrafficMetrics traffic;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param version of this program */
    public ServiceMetrics(
            String version,
            Store store,
            Path data,
            InstantSource clock,
            Supplier<List<HostView>> hosts,
            TrafficFigures traffic,
            Lookout lookout) {
        this.figures = new StoreFigures(store, clock);
        this.traffic = new TrafficMetrics(traffic, registry);
        registry.getPrometheusRegistry().register(new FigureMetrics(lookout));
        Gauge.builder("steelyard.build.info", () -> 1)
                .description("Always 1; the labels tell what runs.")
                .tags("version", version, "java", Runtime.version().toString())
                .register(registry);
        bindStore(data);
        Gauge.builder("steelyard.hosts", () -> hosts.get().size())
                .description("Hosts that are to carry traffic.")
                .register(registry);
        Gauge.builder("steelyard.hosts.connected", () -> connected(hosts.get()))
                .description("Those of them that are connected.")
                .register(registry);
        bindJvm();
    }

    /** @param reports how each cloud that is asked for instances answered last; always the same ones */
    public void watch(Supplier<List<DiscoveryReport>> reports) {
        for (DiscoveryReport each : reports.get()) {
            discovery(
                    "steelyard.discovery.failing",
                    "1 while a cloud does not tell its instances.",
                    each,
                    reports,
                    report -> report.failure().isPresent() ? 1 : 0);
            discovery(
                    "steelyard.discovery.listed",
                    "Instances that a cloud had when it answered last.",
                    each,
                    reports,
                    DiscoveryReport::listed);
            discovery(
                    "steelyard.discovery.skipped",
                    "Those of them that are not in the inventory.",
                    each,
                    reports,
                    DiscoveryReport::skipped);
        }
    }

    private void discovery(
            String name,
            String description,
            DiscoveryReport cloud,
            Supplier<List<DiscoveryReport>> reports,
            ToIntFunction<DiscoveryReport> figure) {
        Gauge.builder(
                        name,
                        () -> reports.get().stream()
                                .filter(report -> report.source().equals(cloud.source()))
                                .mapToInt(figure)
                                .sum())
                .description(description)
                .tag("source", cloud.source())
                .register(registry);
    }

    private void bindStore(Path data) {
        for (Status status : Status.values()) {
            Gauge.builder("steelyard.load.balancers", () -> figures.balancers(status))
                    .description("Load balancers by status.")
                    .tag("status", status.name())
                    .register(registry);
        }
        Gauge.builder("steelyard.accounts", figures::accounts)
                .description("Accounts.")
                .register(registry);
        Gauge.builder("steelyard.jobs", figures::jobs)
                .description("Load balancers with changes that the hosts have yet to serve.")
                .register(registry);
        Gauge.builder("steelyard.jobs.overdue", figures::overdueSeconds)
                .baseUnit("seconds")
                .description("How long the job that has waited longest has been due.")
                .register(registry);
        Gauge.builder("steelyard.store.size", () -> StoreFigures.bytes(data))
                .baseUnit("bytes")
                .description("The store's files, its log included.")
                .register(registry);
    }

    private void bindJvm() {
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
        collections.bindTo(registry);
    }

    private static long connected(List<HostView> hosts) {
        return hosts.stream().filter(host -> host.connectedSince().isPresent()).count();
    }

    @Override
    public void answered(String method, String path, int status, Duration took) {
        Timer.builder("steelyard.api.requests")
                .description("Requests to the API, by what they were about.")
                .tags("kind", RequestKind.of(path), "method", RequestKind.method(method), "status", statusClass(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    private static String statusClass(int status) {
        return status < 100 || status > 599 ? "none" : status / 100 + "xx";
    }

    /** Everything, in the text format of Prometheus. */
    public String scrape() {
        figures.read();
        traffic.show(figures.loadBalancers());
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
