package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.SteelyardProcess.Finished;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Live traffic, as {@code steelyard top}, the figures and the metrics show it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicBoolean done = new AtomicBoolean();
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
    private Site site;
    private JsonNode balancer;
    private OperatorClient operator;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        site = Site.start(directory.resolve("data"));
        balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080");
        operator = OperatorClient.of(site.service());
        URI url = url(Site.address(balancer, 8080));
        visitors.submit(() -> visit(url));
    }

    private static URI url(InetSocketAddress address) {
        return URI.create("http://%s:%d/".formatted(address.getHostString(), address.getPort()));
    }

    /** Some hundred requests a second, until all is done. */
    private Void visit(URI url) throws Exception {
        try (HttpClient visitor = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(LIMIT).build();
            while (!done.get()) {
                visitor.send(request, HttpResponse.BodyHandlers.discarding());
            }
        }
        return null;
    }

    @AfterAll
    void stop() throws Exception {
        done.set(true);
        visitors.close();
        operator.close();
        site.close();
    }

    @Test
    void oneLookForProgramsHasTheRatesOfBalancersAndNodes() throws Exception {
        Finished top = top("--once", "--json", "--nodes", "--interval", "0.5");

        assertThat(top.exitCode()).as(top.output()).isZero();
        JsonNode busiest = JsonMapper.shared().readTree(top.output()).at("/loadBalancers/0");
        assertThat(busiest.path("id").asInt()).isEqualTo(balancer.path("id").asInt());
        assertThat(busiest.path("requestsPerSecond").asDouble()).isPositive();
        assertThat(busiest.path("bytesOutPerSecond").asDouble()).isPositive();
        assertThat(busiest.path("errorShare").asDouble()).isZero();
        assertThat(busiest.path("p50Millis").asDouble()).isPositive();
        assertThat(busiest.path("p99Millis").asDouble())
                .isGreaterThanOrEqualTo(busiest.path("p50Millis").asDouble());
        assertThat(busiest.at("/nodes/0/requestsPerSecond").asDouble()).isPositive();
    }

    @Test
    void oneLookForPeopleIsATableWithoutControlCharacters() throws Exception {
        Finished top = top("--once", "--interval", "0.2");

        assertThat(top.output()).startsWith("BALANCER").doesNotContain("\u001b");
        assertThat(top.output().lines())
                .anyMatch(line -> line.startsWith(balancer.path("id").asInt() + " "));
    }

    @Test
    void whoCannotBeAskedIsNamedInASentence() throws Exception {
        Finished nobody = SteelyardProcess.run(
                LIMIT, "top", "--once", "--data", site.service().data().toString(), "--operator", "http://127.0.0.1:9");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.output())
                .startsWith("steelyard: no service can be looked at")
                .hasLineCount(1);

        Finished noToken = SteelyardProcess.run(LIMIT, "top", "--once", "--data", "/nowhere");
        assertThat(noToken.exitCode()).isEqualTo(1);
        assertThat(noToken.output()).startsWith("steelyard: the operator's token cannot be read");

        assertThat(top("--interval", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void metricsHaveAnswersByStatusAndTimeOfBalancersAndNodes() throws Exception {
        String metrics = operator.get("/metrics").body();

        String whose = "host=\"local\",load_balancer=\"%d\""
                .formatted(balancer.path("id").asInt());
        assertThat(metrics)
                .containsPattern("steelyard_load_balancer_answers_total\\{" + whose + ",status=\"2xx\"\\} [1-9]")
                .containsPattern("steelyard_load_balancer_answer_seconds_bucket\\{" + whose + ",le=\"0.01\"\\} [1-9]")
                .containsPattern("steelyard_node_requests_total\\{" + whose + ",node=\"[0-9]+\"\\} [1-9]")
                .containsPattern("steelyard_node_answer_seconds_count\\{" + whose + ",node=\"[0-9]+\"\\} [1-9]");
    }

    private Finished top(String... more) throws Exception {
        String[] all = new String[more.length + 5];
        all[0] = "top";
        all[1] = "--data";
        all[2] = site.service().data().toString();
        all[3] = "--operator";
        all[4] = operator.base().toString();
        System.arraycopy(more, 0, all, 5, more.length);
        return SteelyardProcess.run(LIMIT, all);
    }
}
