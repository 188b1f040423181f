package io.steelyard.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.SteelyardProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hits, misses and what is never kept, told apart by what the node hears. */
class ContentCachingTest {
    private static final String ON = "\"contentCaching\":{\"enabled\":true}";

    @TempDir
    private Path directory;

    private final AtomicInteger heard = new AtomicInteger();
    private HttpServer node;
    private SteelyardProcess service;
    private RackspaceClient client;

    @BeforeEach
    void start() throws Exception {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            byte[] content = ("answer " + heard.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders()
                    .add("Cache-Control", path.equals("/own") ? "private, max-age=300" : "max-age=300");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        node.start();
        begin();
    }

    private void begin() throws Exception {
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
        client = RackspaceClient.login(service.api(), service.data());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        service.close();
        node.stop(0);
    }

    @Test
    void givenAtCreationItHoldsFromTheFirstAnswerOn() throws Exception {
        Balancer balancer = create(ON);

        assertThat(balancer.ask("GET", "/a").headers().firstValue("Age")).isEmpty();

        assertThat(balancer.ask("GET", "/a")).satisfies(hit -> {
            assertThat(hit.body()).isEqualTo("answer 1");
            assertThat(hit.headers().firstValue("Age")).isPresent();
        });
        assertThat(heard).hasValue(1);
        assertThat(balancer.ask("GET", "/b").body()).isEqualTo("answer 2");
        assertThat(balancer.ask("GET", "/b").body()).isEqualTo("answer 2");
    }

    @Test
    void whatIsForOneClientIsNeverKeptAndAChangeEndsWhatWas() throws Exception {
        Balancer balancer = create(ON);

        for (int asked = 1; asked <= 3; asked++) {
            assertThat(balancer.ask("GET", "/own").body()).isEqualTo("answer " + asked);
        }
        for (int asked = 4; asked <= 5; asked++) {
            assertThat(balancer.ask("GET", "/a", "Cookie", "who=me").body()).isEqualTo("answer " + asked);
        }
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 6");
        assertThat(balancer.ask("GET", "/a", "Cache-Control", "no-cache").body())
                .isEqualTo("answer 7");
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 7");
        balancer.ask("POST", "/a");
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 9");
    }

    @Test
    void isTurnedOnAndOffWhileItServes() throws Exception {
        Balancer balancer = create("\"timeout\":30");
        assertThat(List.of(
                        balancer.ask("GET", "/a").body(),
                        balancer.ask("GET", "/a").body()))
                .containsExactly("answer 1", "answer 2");

        turn(balancer, true);
        assertThat(List.of(
                        balancer.ask("GET", "/a").body(),
                        balancer.ask("GET", "/a").body()))
                .containsExactly("answer 3", "answer 3");
        turn(balancer, false);
        assertThat(List.of(
                        balancer.ask("GET", "/a").body(),
                        balancer.ask("GET", "/a").body()))
                .containsExactly("answer 4", "answer 5");
    }

    @Test
    void staysOnWhicheverProcessIsKilled() throws Exception {
        Balancer balancer = create(ON);
        balancer.ask("GET", "/a");
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 1");

        killProxy();

        await().atMost(Balancer.LIMIT)
                .ignoreExceptions()
                .until(() -> balancer.ask("GET", "/a").body().equals("answer 2"));
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 2");
        kill(service.control());
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 2");
        client.close();
        begin();
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 2");
        assertThat(client.get("loadbalancers/" + balancer.id() + "/contentcaching")
                        .body()
                        .at("/contentCaching/enabled")
                        .asBoolean())
                .isTrue();
        killProxy();
        await().atMost(Balancer.LIMIT)
                .ignoreExceptions()
                .until(() -> balancer.ask("GET", "/a").body().equals("answer 3"));
        assertThat(balancer.ask("GET", "/a").body()).isEqualTo("answer 3");
    }

    private void killProxy() throws Exception {
        ProcessHandle proxy = service.proxy();
        kill(proxy);
        await().atMost(Balancer.LIMIT)
                .ignoreExceptions()
                .until(() -> !service.proxy().equals(proxy) && SteelyardProcess.runs(service.proxy()));
    }

    private static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
        await().atMost(Balancer.LIMIT).until(() -> !SteelyardProcess.runs(process));
    }

    private void turn(Balancer balancer, boolean on) throws Exception {
        balancer.change(client, "PUT", "/contentcaching", "{\"contentCaching\":{\"enabled\":" + on + "}}");
    }

    private Balancer create(String attributes) throws Exception {
        return Balancer.create(client, "HTTP", List.of(node.getAddress().getPort()), attributes);
    }
}
