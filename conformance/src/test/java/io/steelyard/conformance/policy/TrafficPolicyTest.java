package io.steelyard.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** timeout, halfClosed and errorPage: given at creation and changed, and what they do to traffic. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficPolicyTest {
    private static final String PAGE = "\"errorPage\":{\"content\":\"<p>Back at noon.</p>\"}";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private ServerSocket node;
    private SteelyardProcess service;
    private RackspaceClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        node = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0");
        client = RackspaceClient.login(service.api(), service.data());
    }

    @AfterAll
    void stop() throws Exception {
        goOn.countDown();
        client.close();
        service.close();
        node.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = node.accept();
                Thread.ofVirtual().start(() -> serve(accepted));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Says the first octet back, hears its client to the end, and answers when it may go on. */
    private void serve(Socket accepted) {
        try (accepted) {
            accepted.getOutputStream().write(accepted.getInputStream().read());
            accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (goOn.await(Balancer.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                accepted.getOutputStream().write('z');
            }
        } catch (IOException | InterruptedException cut) {
            // Its client has gone.
        }
    }

    @Test
    void aTimeoutGivenAtCreationCutsASilentConnection() throws Exception {
        Balancer balancer = create("\"timeout\":1");

        try (Socket silent = begin(balancer)) {
            assertThat(isCut(silent)).isTrue();
        }
    }

    @Test
    void aTimeoutThatIsChangedHoldsForTheNextConnection() throws Exception {
        Balancer balancer = create("\"timeout\":120");

        balancer.change(client, "PUT", "", "{\"loadBalancer\":{\"timeout\":1}}");

        try (Socket silent = begin(balancer)) {
            assertThat(isCut(silent)).isTrue();
        }
    }

    @Test
    void oneSideMayBeSilentForLongerWhereHalfClosedWasGivenAtCreation() throws Exception {
        Balancer lasting = create("\"timeout\":1,\"halfClosed\":true");
        Balancer usual = create("\"timeout\":1");
        try (Socket goingOn = begin(lasting);
                Socket cut = begin(usual)) {
            goingOn.shutdownOutput();
            cut.shutdownOutput();
            assertThat(isCut(cut)).isTrue();

            goOn.countDown();

            assertThat(goingOn.getInputStream().read()).isEqualTo('z');
            assertThat(goingOn.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anErrorPageGivenAtCreationOutlivesAKilledProxyAndGoesWhenItIsRemoved() throws Exception {
        Balancer balancer = Balancer.create(client, "HTTP", List.of(), PAGE);
        assertThat(balancer.ask("GET", "/")).satisfies(TrafficPolicyTest::hasOwnPage);
        ProcessHandle proxy = service.proxy();

        assertThat(proxy.destroyForcibly()).isTrue();

        await().atMost(Balancer.LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(balancer.ask("GET", "/")).satisfies(TrafficPolicyTest::hasOwnPage));
        balancer.change(client, "DELETE", "/errorpage", "");
        assertThat(balancer.ask("GET", "/").body()).contains("<h2>Service Unavailable</h2>");
    }

    @Test
    void anErrorPageIsChangedWhileTheBalancerServes() throws Exception {
        Balancer balancer = Balancer.create(client, "HTTP", List.of(), "\"timeout\":30");

        balancer.change(client, "PUT", "/errorpage", "{" + PAGE.replace("errorPage", "errorpage") + "}");

        assertThat(balancer.ask("GET", "/")).satisfies(TrafficPolicyTest::hasOwnPage);
    }

    private static void hasOwnPage(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("<p>Back at noon.</p>");
    }

    private Balancer create(String attributes) throws Exception {
        return Balancer.create(client, "TCP", List.of(node.getLocalPort()), attributes);
    }

    /** A connection over which something went both ways: from then on a time-out counts. */
    private static Socket begin(Balancer balancer) throws IOException {
        Socket socket = balancer.connect();
        socket.getOutputStream().write('a');
        assertThat(socket.getInputStream().read()).isEqualTo('a');
        return socket;
    }

    /** Before the usual time-out of 30 s. */
    private static boolean isCut(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (SocketException reset) {
            return true;
        }
    }
}
