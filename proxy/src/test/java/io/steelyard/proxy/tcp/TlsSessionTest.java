package io.steelyard.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.transport.TransportChoice;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS clients that come back to their node by their session's id, which resumes the session there and nowhere else. */
class TlsSessionTest {
    @TempDir
    Path directory = Path.of("");

    private final TestHost host = TestHost.start(TransportChoice.best().transport());
    private final List<OpensslNode> nodes = new ArrayList<>();
    private TestBalancer balancer = TestBalancer.tcp(1).withProtocol(Protocol.HTTPS);

    @BeforeEach
    void serve() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            OpensslNode node = OpensslNode.start(directory, name);
            nodes.add(node);
            await().until(() -> isUp(node));
        }
        balancer = host.serve(
                balancer.withNodesAt(nodes.stream().map(OpensslNode::address).toList())
                        .withPersistence(SessionPersistence.SSL_ID));
    }

    private static boolean isUp(OpensslNode node) {
        try (Socket socket =
                new Socket(node.address().getAddress(), node.address().getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(OpensslNode::close);
        host.close();
    }

    @Test
    void aSessionIsResumedWhereItWasMade() throws Exception {
        Set<String> used = new HashSet<>();
        for (int client = 0; client < 3; client++) {
            Path session = directory.resolve("session-" + client);
            String first = connect("-tls1_2 -sess_out " + session);
            used.add(node(first));

            assertThat(first).contains("New, TLSv1.2");
            for (int again = 0; again < 3; again++) {
                assertThat(connect("-tls1_2 -sess_in " + session)).contains("Reused, TLSv1.2");
            }
        }

        // New sessions go where the algorithm says.
        assertThat(used).hasSize(3);
    }

    @Test
    void withoutPersistenceItIsResumedByChanceAlone() throws Exception {
        TestBalancer plain = TestBalancer.tcp(2)
                .withProtocol(Protocol.HTTPS)
                .withNodesAt(nodes.stream().map(OpensslNode::address).toList());
        balancer = host.serve(plain);
        Path session = directory.resolve("session");
        connect("-tls1_2 -sess_out " + session);

        assertThat(connect("-tls1_2 -sess_in " + session)).contains("New, TLSv1.2");
    }

    @Test
    void aSessionWhoseNodeIsGoneBeginsAnewElsewhereAndStaysThere() throws Exception {
        Path session = directory.resolve("session");
        String first = connect("-tls1_2 -sess_out " + session);
        nodes.get(List.of("a", "b", "c").indexOf(node(first))).close();

        String moved = connect("-tls1_2 -sess_in " + session + " -sess_out " + session);

        assertThat(moved).contains("New, TLSv1.2");
        for (int again = 0; again < 3; again++) {
            assertThat(connect("-tls1_2 -sess_in " + session)).contains("Reused, TLSv1.2");
        }
    }

    @Test
    void aClientOfTls13IsKnownByItsAddress() throws Exception {
        Set<String> used = new HashSet<>();
        for (int connection = 0; connection < 6; connection++) {
            used.add(node(connect("-tls1_3")));
        }

        assertThat(used).hasSize(1);
    }

    private String connect(String options) throws IOException, InterruptedException {
        return OpensslNode.connect(balancer.address(), options);
    }

    private static String node(String output) {
        return output.replaceAll("(?s).*subject=CN ?= ?(\\w+).*", "$1");
    }
}
