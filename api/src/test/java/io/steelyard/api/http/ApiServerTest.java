package io.steelyard.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.api.RawRequest;
import io.steelyard.api.RunningApi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {
    @Test
    void answersWhoeverWatchesTheProcess() {
        try (RunningApi api = RunningApi.start()) {
            assertThat(api.send(api.request("/healthz")).status()).isEqualTo(200);
            assertThat(api.send(api.request("/healthz")).body()).isEqualTo("ok\n");
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        try (RunningApi api = RunningApi.start()) {
            assertThatThrownBy(() -> ApiServer.start(
                            Endpoint.plain("127.0.0.1", api.port()),
                            HttpLimits.DEFAULT,
                            RequestObserver.NOBODY,
                            at -> List.of()))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("Port taken: another process listens on 127.0.0.1:" + api.port() + ".");
        }
    }

    @Test
    void saysWhenTheMachineDoesNotHaveTheAddress() {
        assertThatThrownBy(() -> ApiServer.start(
                        Endpoint.plain("192.0.2.1", 0), HttpLimits.DEFAULT, RequestObserver.NOBODY, at -> List.of()))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("does not have that address");
    }

    @Test
    void givesItsPortBackWhenItStops() {
        ApiServer first = ApiServer.start(
                Endpoint.plain("127.0.0.1", 0),
                HttpLimits.DEFAULT,
                RequestObserver.NOBODY,
                at -> List.of(new HealthResource()));
        int port = first.address().getPort();
        first.close();

        ApiServer second = ApiServer.start(
                Endpoint.plain("127.0.0.1", port),
                HttpLimits.DEFAULT,
                RequestObserver.NOBODY,
                at -> List.of(new HealthResource()));

        assertThat(second.address().getPort()).isEqualTo(port);
        second.close();
    }

    @Test
    void doesNotSayWhatItIsMadeOf() {
        try (RunningApi api = RunningApi.start()) {
            assertThat(api.send(api.request("/healthz")).header("Server")).isEmpty();
            assertThat(api.send(api.request("/healthz")).header("Date")).isNotEmpty();
        }
    }

    @Test
    void answersWhatIsNoHttpWithAFaultBody() {
        try (RunningApi api = RunningApi.start()) {
            assertThat(RawRequest.exchange(api.port(), "nonsense\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/json")
                    .contains("Connection: close")
                    .contains("\"code\":400");
        }
    }

    @Test
    void refusesHeadersThatAreTooLarge() {
        try (RunningApi api = RunningApi.start()) {
            String header = "X-Large: " + "x".repeat(HttpLimits.DEFAULT.headerBytes()) + "\r\n";

            assertThat(RawRequest.exchange(api.port(), "GET /healthz HTTP/1.1\r\nHost: a\r\n" + header + "\r\n"))
                    .startsWith("HTTP/1.1 431")
                    .contains("\"code\":431");
        }
    }

    @Test
    void refusesTwoLengthsOfOneBody() {
        try (RunningApi api = RunningApi.start()) {
            assertThat(
                            RawRequest.exchange(
                                    api.port(),
                                    "POST /v2.0/tokens HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz?limit=%zz",
                "GET /healthz?a=\"<>",
                "GET /healthz?{",
                "GET /%zz",
                "GET *",
                "OPTIONS *",
                "GET /a b",
                "GET healthz",
                "GET /%00"
            })
    void refusesTargetsThatAreNone(String line) {
        try (RunningApi api = RunningApi.start()) {
            assertThat(RawRequest.exchange(api.port(), line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("Connection: close")
                    .contains("\"code\":400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a_b",
                "[::1]:80",
                "127.0.0.1:0",
                "UPPER.example.net",
                "xn--bcher-kva.example",
                "a:99999",
                "",
                "a b",
                "@",
                "a/b",
                "%zz",
                ":80",
                "\u00e9"
            })
    void neverFailsOnAHost(String host) {
        try (RunningApi api = RunningApi.start()) {
            assertThat(RawRequest.exchange(
                            api.port(), "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .matches("(?s)HTTP/1.1 [24].*");
        }
    }

    @Test
    void answersMoreThanOneRequestOnAConnection() {
        try (RunningApi api = RunningApi.start()) {
            String twice = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

            assertThat(RawRequest.exchange(api.port(), twice).split("HTTP/1.1 200", -1))
                    .hasSize(3);
        }
    }

    /** Section 3.5 of the 2010 specification: 20 seconds. The test waits for less. */
    @Test
    void closesAConnectionThatCarriesNothing() {
        HttpLimits impatient = new HttpLimits(1, 1_024, 8, Duration.ofMillis(50), Duration.ZERO);
        try (ApiServer server = ApiServer.start(
                Endpoint.plain("127.0.0.1", 0),
                impatient,
                RequestObserver.NOBODY,
                at -> List.of(new HealthResource()))) {
            String once = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

            assertThat(RawRequest.exchange(server.address().getPort(), once))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("Connection: close");
        }
        assertThat(HttpLimits.DEFAULT.idle()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void saysThatAConnectionEndsWhenItDidNotWaitForTheBody() {
        try (RunningApi api = RunningApi.start()) {
            String unfinished =
                    "POST /v1.0/1001/loadbalancers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 10\r\n\r\n{";

            assertThat(RawRequest.exchange(api.port(), unfinished))
                    .startsWith("HTTP/1.1 401")
                    .contains("Connection: close");
        }
    }

    @Test
    void finishesARequestUnderWayBeforeItStops() throws Exception {
        SlowResource slow = new SlowResource();
        ApiServer server = ApiServer.start(
                Endpoint.plain("127.0.0.1", 0), HttpLimits.DEFAULT, RequestObserver.NOBODY, at -> List.of(slow));
        int port = server.address().getPort();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/slow");
            var answer = client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(slow.entered.await(10, TimeUnit.SECONDS)).isTrue();

            Thread stopping = Thread.startVirtualThread(server::close);
            await().until(() -> isRefused(port));
            slow.leave.countDown();

            assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
            assertThat(stopping.join(Duration.ofSeconds(20))).isTrue();
        }
    }

    /** Those too that are opened while it stops. */
    @Test
    void connectionsWithoutARequestDoNotHoldUpItsStop() throws Exception {
        HttpLimits limits = new HttpLimits(1, 1_024, 2_048, Duration.ofMinutes(10), Duration.ofSeconds(30));
        for (int round = 0; round < 10; round++) {
            ApiServer server = ApiServer.start(
                    Endpoint.plain("127.0.0.1", 0),
                    limits,
                    RequestObserver.NOBODY,
                    at -> List.of(new HealthResource()));
            Queue<Socket> open = new ConcurrentLinkedQueue<>();
            List<Thread> clients = Stream.generate(() -> connecting(server.address(), open))
                    .limit(20)
                    .toList();
            await().until(() -> open.size() > 50);

            server.close();

            for (Thread client : clients) {
                assertThat(client.join(Duration.ofSeconds(10))).isTrue();
            }
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    /** Opens connections until it is refused one, at most a thousand. */
    private static Thread connecting(InetSocketAddress server, Queue<Socket> open) {
        return Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < 1_000; i++) {
                    open.add(new Socket(server.getAddress(), server.getPort()));
                }
            } catch (IOException refused) {
                assertThat(open).isNotEmpty();
            }
        });
    }

    @Test
    void anAnswerMayTakeLongerThanAConnectionMayBeIdle() throws Exception {
        HttpLimits impatient = new HttpLimits(1, 1_024, 8, Duration.ofMillis(50), Duration.ZERO);
        WaitingResource waiting = new WaitingResource();
        try (ApiServer server = ApiServer.start(
                        Endpoint.plain("127.0.0.1", 0), impatient, RequestObserver.NOBODY, at -> List.of(waiting));
                HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(server.url().resolve("/waiting")).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("done");
        }
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    /** Answers after ten times as long as the connection may be idle, as who waits for events is answered. */
    @Path("/waiting")
    public static final class WaitingResource {
        @GET
        public void answerLater(@Suspended AsyncResponse answer) {
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> answer.resume("done"));
        }
    }

    /** Answers when it is told to. */
    @Path("/slow")
    public static final class SlowResource {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);

        @GET
        public String slow() throws InterruptedException {
            entered.countDown();
            return leave.await(10, TimeUnit.SECONDS) ? "done" : "too late";
        }
    }
}
