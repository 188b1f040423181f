package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events reach a subscription at least once and in order, and who waits for them likewise, whatever happens to the control
 * process.
 */
class EventDeliveryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String[] NETWORKS = {"--public-vips", "127.94.7.0/24", "--servicenet-vips", "127.94.8.0/24"};

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Integer> followed = new CopyOnWriteArrayList<>();
    private final AtomicReference<RackspaceClient> current = new AtomicReference<>();
    private final CountDownLatch restarted = new CountDownLatch(1);
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private record Received(String timestamp, String signature, String body) {}

    @Test
    void nothingIsLostWhenControlIsKilledDuringADelivery(@TempDir Path directory) throws Exception {
        HttpServer hook = hook();
        SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", NETWORKS);
        RackspaceClient client = RackspaceClient.login(service.api(), service.data());
        JsonNode made = client.post(
                        "events/subscriptions",
                        "{\"url\":\"http://127.0.0.1:" + hook.getAddress().getPort() + "/\"}")
                .body()
                .path("subscription");
        long since = made.path("cursor").asLong();
        current.set(client);
        Thread follower = Thread.startVirtualThread(() -> follow(since));
        create(client, 8080);
        assertThat(underWay.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        create(client, 8081);

        service.control().destroyForcibly();
        await().atMost(LIMIT).until(() -> !SteelyardProcess.runs(service.control()));
        goOn.countDown();
        client.close();
        try (SteelyardProcess again = SteelyardProcess.start(service.data(), "127.0.0.1:0", NETWORKS);
                RackspaceClient anew = RackspaceClient.login(again.api(), again.data())) {
            current.set(anew);
            restarted.countDown();
            create(anew, 8082);
            await().atMost(LIMIT)
                    .until(() -> anew.get("loadbalancers?status=ACTIVE")
                                    .body()
                                    .path("loadBalancers")
                                    .size()
                            == 3);

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(firsts())
                            .isEqualTo(ids(anew.get("events?since=" + since).body())));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(followed).isEqualTo(firsts()));
            follower.interrupt();
        }
        assertThat(follower.join(LIMIT)).isTrue();
        assertThat(received)
                .allSatisfy(each -> assertThat(each.signature())
                        .isEqualTo("v1=" + signature(made.path("secret").asString(), each)));
        hook.stop(0);
    }

    /** Waits for events as a client does: from the last cursor on, and after a crash again from there. */
    private void follow(long since) {
        long cursor = since;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                JsonNode feed =
                        current.get().get("events?wait=5&since=" + cursor).body();
                followed.addAll(ids(feed));
                cursor = feed.path("cursor").asLong();
            } catch (IOException killed) {
                if (!isRestarted()) {
                    return;
                }
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    private boolean isRestarted() {
        try {
            return restarted.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException over) {
            return false;
        }
    }

    private static void create(RackspaceClient client, int port) throws Exception {
        assertThat(client.post("loadbalancers", """
                        {"loadBalancer":{"name":"web","protocol":"TCP","port":%d,
                         "virtualIps":[{"type":"PUBLIC"}]}}""".formatted(port)).status()).isEqualTo(202);
    }

    /** Every event once, where it came first. */
    private List<Integer> firsts() {
        List<Integer> firsts = new ArrayList<>();
        received.forEach(each -> ids(JsonMapper.shared().readTree(each.body())).stream()
                .filter(id -> !firsts.contains(id))
                .forEach(firsts::add));
        return firsts;
    }

    private static List<Integer> ids(JsonNode feed) {
        List<Integer> ids = new ArrayList<>();
        feed.path("events").forEach(event -> ids.add(event.path("id").asInt()));
        return ids;
    }

    private static String signature(String secret, Received each) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return HexFormat.of()
                .formatHex(mac.doFinal((each.timestamp() + "." + each.body()).getBytes(StandardCharsets.UTF_8)));
    }

    private HttpServer hook() throws IOException {
        HttpServer hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        hook.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hook.createContext("/", this::receive);
        hook.start();
        return hook;
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("Steelyard-Timestamp"),
                exchange.getRequestHeaders().getFirst("Steelyard-Signature"),
                body));
        underWay.countDown();
        try {
            goOn.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }
}
