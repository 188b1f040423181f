package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP clients that come back to their node by a cookie (2010 specification, section 4.11). */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class CookieSessionTest {
    private final HttpRig rig;

    CookieSessionTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aClientWithItsCookieIsServedByItsNodeAlone() throws IOException {
        serve("a", "b", "c");

        for (String node : List.of("a", "b", "c")) {
            Received first = get("");
            String cookie = cookie(first);

            assertThat(first.content()).isEqualTo(node);
            assertThat(repeated(cookie, 4)).containsOnly(node);
            assertThat(repeated("theme=dark; " + cookie + "; x=y", 1)).containsOnly(node);
        }
    }

    @Test
    void theCookieIsGivenOnceAndNamesNothing() throws IOException {
        serve("a", "b");

        Received first = get("");
        Received second = get(cookie(first));

        assertThat(first.fields("set-cookie"))
                .singleElement()
                .asString()
                .matches("session-[A-Za-z0-9_-]{8}=[A-Za-z0-9_-]{22}; Path=/; HttpOnly");
        assertThat(second.fields("set-cookie")).isEmpty();
    }

    @Test
    void aCookieThatNobodyGaveIsReplaced() throws IOException {
        serve("a", "b");
        String name = cookie(get("")).replaceFirst("=.*", "");

        for (String forged : List.of("", "x", "AAAAAAAAAAAAAAAAAAAAAA", "127.77.0.1", "\"\"")) {
            assertThat(get(name + "=" + forged).fields("set-cookie")).hasSize(1);
        }
    }

    @Test
    void whenItsNodeDiesAClientMovesAndStaysMoved() throws Exception {
        HttpNode[] nodes = serve("a", "b");
        String cookie = cookie(get(""));

        nodes[0].backend().stop();
        Received moved = get(cookie);

        assertThat(moved.content()).isEqualTo("b");
        assertThat(cookie(moved)).isNotEqualTo(cookie);

        nodes[0].backend().start();

        assertThat(repeated(cookie(moved), 6)).containsOnly("b");
    }

    @Test
    void aDrainingNodeKeepsItsClientsAndGetsNoOthers() throws IOException {
        serve("a", "b");
        String cookie = cookie(get(""));

        rig.change(rig.balancer().withCondition(0, Condition.DRAINING));

        assertThat(repeated(cookie, 4)).containsOnly("a");
        assertThat(repeated("", 4)).containsOnly("b");
    }

    @Test
    void clientsOfADrainingNodeAreServedThoughThereIsNoOther() throws IOException {
        serve("a");
        String cookie = cookie(get(""));

        rig.change(rig.balancer().withCondition(0, Condition.DRAINING));

        assertThat(get(cookie).content()).isEqualTo("a");
        assertThat(get("").status()).isEqualTo(503);
    }

    @Test
    void aDisabledNodeKeepsNobody() throws IOException {
        serve("a", "b");
        String cookie = cookie(get(""));

        rig.change(rig.balancer().withCondition(0, Condition.DISABLED));

        assertThat(repeated(cookie, 4)).containsOnly("b");
    }

    @Test
    void aNodeThatIsAddedTakesNoClientAway() throws IOException {
        serve("a", "b");
        String cookie = cookie(get(""));
        TestBalancer two = rig.balancer();

        HttpNode added = rig.own(HttpNode.ok("c"));
        rig.change(two.withMoreNodes(added.backend()).withPersistence(SessionPersistence.HTTP_COOKIE));

        assertThat(repeated(cookie, 6)).containsOnly("a");
        assertThat(repeated("", 6)).contains("c");
    }

    @Test
    void anotherBalancerDoesNotKnowTheCookie() throws IOException {
        serve("a", "b");
        String cookie = cookie(get(""));

        serve("c", "d");

        assertThat(get(cookie).fields("set-cookie"))
                .singleElement()
                .asString()
                .doesNotStartWith(cookie.replaceFirst("=.*", "="));
    }

    @Test
    void everyRequestOfAConnectionHasItsOwnSession() throws IOException {
        serve("a", "b");
        String a = cookie(get(""));
        String b = cookie(get(""));

        HttpTestClient client = rig.client();
        List<String> answers = new ArrayList<>();
        for (String cookie : List.of(a, b, a, a, b)) {
            answers.add(get(client, cookie).content());
        }

        assertThat(answers).containsExactly("a", "b", "a", "a", "b");
    }

    @Test
    void aSecondaryNodeKeepsItsClientsOnlyWhileNoPrimaryOneCanServe() throws Exception {
        HttpNode[] nodes = serve("primary", "secondary");
        rig.change(rig.balancer().withType(1, NodeType.SECONDARY));
        assertThat(repeated("", 4)).containsOnly("primary");

        nodes[0].backend().stop();
        String cookie = cookie(get(""));
        assertThat(repeated(cookie, 4)).containsOnly("secondary");
        rig.change(rig.balancer().withCondition(0, Condition.DISABLED));
        nodes[0].backend().start();
        rig.change(rig.balancer().withCondition(0, Condition.ENABLED));

        assertThat(repeated(cookie, 4)).containsOnly("primary");
    }

    @Test
    void withoutPersistenceNobodyIsGivenACookie() throws IOException {
        HttpNode node = rig.serve(HttpNode.ok("a"));

        assertThat(get("session-x=y").fields("set-cookie")).isEmpty();
        assertThat(node.requests().getFirst().fields("cookie")).containsExactly("session-x=y");
    }

    private HttpNode[] serve(String... contents) throws IOException {
        HttpNode[] nodes = new HttpNode[contents.length];
        FaultyBackend[] backends = new FaultyBackend[contents.length];
        for (int i = 0; i < contents.length; i++) {
            nodes[i] = rig.own(HttpNode.ok(contents[i]));
            backends[i] = nodes[i].backend();
        }
        rig.serve(backends);
        rig.change(rig.balancer().withPersistence(SessionPersistence.HTTP_COOKIE));
        return nodes;
    }

    private List<String> repeated(String cookie, int times) throws IOException {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            contents.add(get(cookie).content());
        }
        return contents;
    }

    private Received get(String cookie) throws IOException {
        return get(rig.client(), cookie);
    }

    private static Received get(HttpTestClient client, String cookie) throws IOException {
        String field = cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n";
        return client.send("GET / HTTP/1.1\r\nHost: lb.test\r\n" + field + "\r\n")
                .receive();
    }

    private static String cookie(Received answer) {
        return answer.fields("set-cookie").getFirst().replaceFirst(";.*", "");
    }
}
