package io.steelyard.server.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.steelyard.control.fleet.HostFigures;
import io.steelyard.control.fleet.HostView;
import io.steelyard.control.usage.TrafficFigures;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.Latencies;
import io.steelyard.domain.observed.NodeFigures;
import io.steelyard.testkit.SampleBalancers;
import io.steelyard.testkit.SettableClock;
import io.steelyard.testkit.store.InMemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceMetricsTest {
    @TempDir
    Path data;

    private final InMemoryStore store = new InMemoryStore();
    private final SettableClock clock = new SettableClock(SampleBalancers.START);
    private List<HostView> hosts = List.of(host(false));
    private List<HostFigures> seen = List.of();
    private final TrafficFigures traffic = new TrafficFigures();
    private final ServiceMetrics metrics =
            new ServiceMetrics("1.2.3", store, Path.of(""), clock, () -> hosts, traffic, _ -> seen);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void whatIsScrapedKeepsToTheFormat() {
        metrics.answered("GET", "/v1.0/1/loadbalancers", 200, Duration.ofMillis(5));

        Exposition scraped = Exposition.parse(metrics.scrape());

        assertThat(scraped.types())
                .containsEntry("steelyard_build_info", "gauge")
                .containsEntry("steelyard_load_balancers", "gauge")
                .containsEntry("steelyard_api_requests_seconds", "histogram")
                .containsEntry("jvm_memory_used_bytes", "gauge")
                .containsEntry("process_files_open_files", "gauge");
    }

    @Test
    void balancersAndJobsAreCountedAsTheyAreWhenScraped() {
        store.update(unit -> unit.markDue(SampleBalancers.saveNew(unit).id(), SampleBalancers.START));
        clock.advance(Duration.ofMillis(2500));

        Exposition scraped = Exposition.parse(metrics.scrape());

        assertThat(scraped.value("steelyard_load_balancers{status=\"BUILD\"}")).isEqualTo(1);
        assertThat(scraped.value("steelyard_load_balancers{status=\"ACTIVE\"}")).isZero();
        assertThat(scraped.value("steelyard_jobs{}")).isEqualTo(1);
        assertThat(scraped.value("steelyard_jobs_overdue_seconds{}")).isEqualTo(2.5);
    }

    @Test
    void whatHostsSeeOfBalancersAndNodesIsShownByHost() {
        List<Long> counts = new ArrayList<>(Latencies.NONE.counts());
        counts.set(2, 8L);
        Figures work = new Figures(
                10,
                2,
                30,
                400,
                5_000,
                List.of(0L, 28L, 0L, 1L, 1L),
                1,
                0,
                Map.of("NO_NODE", 3L),
                new Latencies(counts, 16_000_000_000L));
        seen = List.of(new HostFigures(
                HostName.LOCAL,
                List.of(new BalancerFigures(
                        new LoadBalancerId(7), work, List.of(new NodeFigures(new NodeId(9), work))))));

        Exposition scraped = Exposition.parse(metrics.scrape());

        String balancer = "host=\"local\",load_balancer=\"7\"";
        String node = balancer + ",node=\"9\"";
        assertThat(scraped.value("steelyard_load_balancer_answers_total{" + balancer + ",status=\"2xx\"}"))
                .isEqualTo(28);
        assertThat(scraped.value(
                        "steelyard_load_balancer_problems_total{host=\"local\",kind=\"no_node\",load_balancer=\"7\"}"))
                .isEqualTo(3);
        assertThat(scraped.value("steelyard_load_balancer_answer_seconds_bucket{" + balancer + ",le=\"5.0E-4\"}"))
                .isZero();
        assertThat(scraped.value("steelyard_load_balancer_answer_seconds_bucket{" + balancer + ",le=\"0.001\"}"))
                .isEqualTo(8);
        assertThat(scraped.value("steelyard_load_balancer_answer_seconds_sum{" + balancer + "}"))
                .isEqualTo(16);
        assertThat(scraped.value("steelyard_node_requests_total{" + node + "}")).isEqualTo(30);
        assertThat(scraped.value("steelyard_node_open_connections{" + node + "}"))
                .isEqualTo(2);
        assertThat(scraped.value("steelyard_node_asked_bytes_total{" + node + "}"))
                .isEqualTo(400);
    }

    @Test
    void requestsAreCountedByKindMethodAndStatusClassInBuckets() {
        metrics.answered("GET", "/v1.0/1/loadbalancers/7", 200, Duration.ofMillis(2));
        metrics.answered("GET", "/v1.0/2/loadbalancers", 204, Duration.ofMillis(20));
        metrics.answered("POST", "/v1.0/2/loadbalancers/7/nodes", 413, Duration.ofMillis(1));

        Exposition scraped = Exposition.parse(metrics.scrape());

        String read = "kind=\"loadbalancers\",method=\"GET\",status=\"2xx\"";
        assertThat(scraped.value("steelyard_api_requests_seconds_count{" + read + "}"))
                .isEqualTo(2);
        assertThat(scraped.value("steelyard_api_requests_seconds_bucket{" + read + ",le=\"0.003\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("steelyard_api_requests_seconds_count{kind=\"nodes\",method=\"POST\",status=\"4xx\"}"))
                .isEqualTo(1);
    }

    @Test
    void hostsAreCountedConnectedOrNot() {
        assertThat(Exposition.parse(metrics.scrape()).value("steelyard_hosts_connected{}"))
                .isZero();

        hosts = List.of(host(true));

        assertThat(Exposition.parse(metrics.scrape()).value("steelyard_hosts_connected{}"))
                .isEqualTo(1);
    }

    @Test
    void theStoresSizeIsThatOfAllItsFiles() throws Exception {
        Files.write(data.resolve("steelyard.db"), new byte[10]);
        Files.write(data.resolve("steelyard.db-wal"), new byte[5]);

        assertThat(StoreFigures.bytes(data)).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "# TYPE a gauge\na 1",
                "# TYPE a gauge\na 1\na 1\n",
                "# TYPE a gauge\na{b=c} 1\n",
                "# TYPE a gauge\nb 1\n",
                "# TYPE a gauge\na one\n",
                "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# HELP a x\n"
            })
    void theReaderOfTheseTestsIsStrict(String broken) {
        assertThatIllegalArgumentException().isThrownBy(() -> Exposition.parse(broken));
    }

    private static HostView host(boolean connected) {
        return new HostView(
                "local",
                connected ? Optional.of(SampleBalancers.START) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
