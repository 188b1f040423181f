package io.steelyard.server.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.steelyard.control.fleet.HostView;
import io.steelyard.control.usage.TrafficFigures;
import io.steelyard.testkit.SampleBalancers;
import io.steelyard.testkit.SettableClock;
import io.steelyard.testkit.store.InMemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    private final TrafficFigures traffic = new TrafficFigures();
    private final ServiceMetrics metrics = new ServiceMetrics("1.2.3", store, Path.of(""), clock, () -> hosts, traffic);

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
