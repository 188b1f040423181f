package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.access.AccessType;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.persistence.SessionPersistence;
import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are given again, and those that never are: what the node hears tells them apart. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class ContentCachingTest {
    private static final String BIG = "0123456789abcdef".repeat(50_000);
    private static final long SEED = 21_112_026;
    private static final int REQUESTS = 400;

    private final HttpRig rig;
    private final AtomicInteger answers = new AtomicInteger();

    ContentCachingTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void anAnswerIsGivenAgainWithItsAge() throws IOException {
        HttpNode node = cached("Cache-Control: max-age=60", "Age: 7", "Connection: x-hop", "X-Hop: 1", "X-End: 2");

        Received first = rig.client().get("/a?b").receive();
        Received again = rig.client().get("/a?b").receive();

        assertThat(first.content()).isEqualTo("answer 1");
        assertThat(again.head()).isEqualTo("""
                HTTP/1.1 200 OK\r
                Cache-Control: max-age=60\r
                X-End: 2\r
                Content-Length: 8\r
                Age: 7""");
        assertThat(again.content()).isEqualTo("answer 1");
        assertThat(node.requests()).hasSize(1);
        assertThat(rig.client().get("/a?c").receive().content()).isEqualTo("answer 2");
        assertThat(ask("GET /a?b HTTP/1.1\r\nHost: other.test\r\n\r\n").content())
                .isEqualTo("answer 3");
        assertThat(ask("GET http://LB.test/a?b HTTP/1.1\r\nHost: whatever\r\n\r\n")
                        .content())
                .isEqualTo("answer 1");
    }

    @Test
    void theAnswerThatBringsItGoesOnAsItCame() throws IOException {
        String octets = "HTTP/1.1 200 Fine\r\ncache-CONTROL:max-age=60\r\nAge:  3\r\n"
                + "Content-LENGTH:  2\r\nX: \u00e4\r\n\r\nok";
        rig.serve(HttpNode.always(octets));
        caching(true);

        String received = rig.client()
                .send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .receiveAll();

        assertThat(received)
                .isEqualTo(octets
                        + "HTTP/1.1 200 Fine\r\ncache-CONTROL:max-age=60\r\nX: \u00e4\r\nContent-Length: 2\r\nAge: 3\r\n"
                        + "Connection: close\r\n\r\nok");
    }

    @Test
    void chunksAreGivenAgainAsOneContent() throws IOException {
        rig.serve(HttpNode.always("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n"
                + "Trailer: X-T\r\n\r\n5;a=b\r\nhello\r\n7\r\n, world\r\n0\r\nX-T: 1\r\n\r\n"));
        caching(true);

        assertThat(rig.client().get("/").receive().fields("transfer-encoding")).containsExactly("chunked");

        Received again = rig.client().get("/").receive();
        assertThat(again.content()).isEqualTo("hello, world");
        assertThat(again.fields("content-length")).containsExactly("12");
        assertThat(again.head().toLowerCase(Locale.ROOT)).doesNotContain("transfer-encoding", "trailer", "x-t");
    }

    @Test
    void headAndHttp10AreAnsweredToo() throws IOException {
        HttpNode node = cached("Cache-Control: max-age=60");
        rig.client().get("/").receive();

        Received head =
                rig.client().send("HEAD / HTTP/1.1\r\nHost: lb.test\r\n\r\n").receiveToHead();
        Received old = ask("GET / HTTP/1.0\r\nHost: lb.test\r\nConnection: keep-alive\r\n\r\n");

        assertThat(head.fields("content-length")).containsExactly("8");
        assertThat(head.fields("age")).hasSize(1);
        assertThat(old.content()).isEqualTo("answer 1");
        assertThat(old.fields("connection")).containsExactly("keep-alive");
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void largeAnswersGoToSlowClientsOneAfterTheOther() throws IOException {
        HttpNode node = rig.serve(HttpNode.always(
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: " + BIG.length() + "\r\n\r\n" + BIG));
        caching(true);
        rig.client().get("/").receive();

        HttpTestClient client = rig.client();
        for (int i = 0; i < 20; i++) {
            client.get("/");
        }

        for (int i = 0; i < 20; i++) {
            Received again = client.receive();
            assertThat(again.content()).isEqualTo(BIG);
            assertThat(again.fields("age")).hasSize(1);
        }
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void whatIsTooLargeIsNotKept() throws IOException {
        String more = BIG + BIG;
        HttpNode node = rig.serve(HttpNode.answering(
                request -> HttpNode.close("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n"
                        + (request.firstLine().contains("chunks")
                                ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(more.length()) + "\r\n"
                                        + more + "\r\n0\r\n\r\n"
                                : "Content-Length: " + more.length() + "\r\n\r\n" + more))));
        caching(true);

        for (String path : List.of("/chunks", "/chunks", "/length", "/length")) {
            assertThat(rig.client().get(path).receive().content()).isEqualTo(more);
        }

        assertThat(node.requests()).hasSize(4);
    }

    @Test
    void anAnswerThatDidNotComeWholeIsNotKept() throws IOException {
        HttpNode node = rig.serve(HttpNode.answering(request -> switch (request.firstLine()
                .split(" ")[1]) {
            case "/short" ->
                HttpNode.close("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 9\r\n\r\nhalf");
            case "/chunks" ->
                HttpNode.close(
                        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            case "/close" -> HttpNode.close("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n\r\nup to the end");
            default -> throw new IOException(request.firstLine());
        }));
        caching(true);

        for (String path : List.of("/short", "/chunks", "/short", "/chunks")) {
            assertThat(HttpRig.isCut(rig.client().get(path))).isTrue();
        }
        for (int i = 0; i < 2; i++) {
            assertThat(rig.client().get("/close").receive().content()).isEqualTo("up to the end");
        }

        assertThat(node.requests()).hasSize(6);
    }

    @Test
    void aClientThatLeavesEarlyLeavesNothingHalf() throws IOException {
        HttpNode node = rig.serve(HttpNode.always(
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: " + BIG.length() + "\r\n\r\n" + BIG));
        caching(true);

        try (HttpTestClient leaving = rig.client()) {
            leaving.get("/").receiveAnything();
        }

        assertThat(rig.client().get("/").receive().content()).isEqualTo(BIG);
        assertThat(node.requests()).hasSizeBetween(1, 2);
    }

    @Test
    void aStaleAnswerIsFetchedAnew() throws IOException {
        cached("Cache-Control: max-age=1");
        rig.client().get("/").receive();

        await().untilAsserted(() ->
                assertThat(rig.client().get("/").receive().content()).isEqualTo("answer 2"));
    }

    @Test
    void variantsGoToThoseWhoAcceptTheSame() throws IOException {
        HttpNode node = cached("Cache-Control: max-age=60", "Vary: Accept-Encoding");

        assertThat(accepting("gzip").content()).isEqualTo("answer 1");
        assertThat(accepting("br").content()).isEqualTo("answer 2");
        assertThat(rig.client().get("/").receive().content()).isEqualTo("answer 3");

        assertThat(accepting("gzip").content()).isEqualTo("answer 1");
        assertThat(accepting("br").content()).isEqualTo("answer 2");
        assertThat(rig.client().get("/").receive().content()).isEqualTo("answer 3");
        assertThat(node.requests()).hasSize(3);
    }

    @Test
    void aChangeOfTheSameTargetEndsWhatWasKept() throws IOException {
        cached("Cache-Control: max-age=60");
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "UNHEARD-OF")) {
            Received before = rig.client().get("/a").receive();
            Received other = rig.client().get("/b").receive();

            ask(method + " /a HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 1\r\n\r\nx");

            assertThat(rig.client().get("/a").receive().content()).as(method).isNotEqualTo(before.content());
            assertThat(rig.client().get("/b").receive().content()).isEqualTo(other.content());
        }
    }

    @Test
    void aChangeThatTheNodeRefusedEndsNothing() throws IOException {
        HttpNode node = rig.serve(HttpNode.answering(request -> HttpNode.keep(
                request.firstLine().startsWith("POST")
                        ? "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\n\r\nok")));
        caching(true);
        rig.client().get("/").receive();

        ask("POST / HTTP/1.1\r\nHost: lb.test\r\nContent-Length: 0\r\n\r\n");

        rig.client().get("/").receive();
        assertThat(node.requests()).hasSize(2);
    }

    @Test
    void isTurnedOnAndOffLiveAndForgetsWhenOff() throws IOException {
        HttpNode node = cached("Cache-Control: max-age=60");
        HttpTestClient client = rig.client();
        client.get("/").receive();
        assertThat(client.get("/").receive().content()).isEqualTo("answer 1");

        caching(false);

        assertThat(client.get("/").receive().content()).isEqualTo("answer 2");
        assertThat(client.get("/").receive().content()).isEqualTo("answer 3");
        caching(true);
        assertThat(client.get("/").receive().content()).isEqualTo("answer 4");
        assertThat(client.get("/").receive().content()).isEqualTo("answer 4");
        assertThat(node.requests()).hasSize(4);
    }

    @Test
    void anotherBalancerKnowsNothingOfIt() throws IOException {
        cached("Cache-Control: max-age=60");
        rig.client().get("/").receive();
        rig.remove();

        cached("Cache-Control: max-age=60");

        assertThat(rig.client().get("/").receive().content()).isEqualTo("answer 2");
    }

    @Test
    void whatIsKeptIsGivenWhileNoNodeServesButNotByABalancerThatServesNothing() throws IOException {
        cached("Cache-Control: max-age=60");
        rig.client().get("/").receive();

        rig.change(rig.balancer().withCondition(0, Condition.DISABLED));
        assertThat(rig.client().get("/").receive().status()).isEqualTo(200);
        rig.change(rig.balancer().withFeature(listener -> listener.withoutEndpoints()));

        assertThat(rig.client().get("/").receive().status()).isEqualTo(503);
    }

    @Test
    void noSessionIsGivenToAnother() throws IOException {
        cached("Cache-Control: max-age=60");
        rig.change(rig.balancer().withPersistence(SessionPersistence.HTTP_COOKIE));

        assertThat(rig.client().get("/").receive().fields("set-cookie")).hasSize(1);

        assertThat(rig.client().get("/").receive().fields("set-cookie")).isEmpty();
    }

    @Test
    void aDeniedClientGetsNothingThatIsKept() throws IOException {
        cached("Cache-Control: max-age=60");
        HttpTestClient client = rig.client("127.0.0.9");
        assertThat(client.get("/").receive().status()).isEqualTo(200);

        rig.change(rig.balancer()
                .withPolicy(policy -> policy.withAccessList(
                        List.of(new AccessRule(1, AccessType.DENY, "127.0.0.9", Instant.EPOCH)))));

        assertThat(client.get("/").receive().status()).isEqualTo(403);
    }

    /** Each request asks twice for a target of its own: it was kept exactly where nothing speaks against it. */
    @Test
    void nothingElseIsEverKept() throws IOException {
        Random random = new Random(SEED);
        List<String> requestFields = List.of(
                "Accept: text/html",
                "User-Agent: x",
                "Cache-Control: max-stale",
                "Authorization: Basic YTpi",
                "Cookie: a=b",
                "Range: bytes=0-1",
                "Cache-Control: no-store",
                "X_Forwarded-Host: evil.test",
                "If-None-Match: \"x\"",
                "Origin: https://a.test");
        List<String> answerFields = List.of(
                "Content-Type: text/html",
                "ETag: \"x\"",
                "Vary: accept-encoding",
                "Set-Cookie: a=b",
                "set_cookie: a=b",
                "Vary: Cookie",
                "Content-Range: bytes 0-1/2",
                "Content-Encoding: br",
                "Pragma: no-cache",
                "Age: x");
        List<String> controls = List.of(
                "max-age=60",
                "public, max-age=60",
                "max-age=60, x=\"no-store\"",
                "max-age=60, private",
                "no-cache, max-age=60",
                "no-store",
                "max-age=0",
                "max-age=60, max-age=61",
                "must-revalidate");
        List<String> next = new CopyOnWriteArrayList<>();
        HttpNode node = rig.serve(HttpNode.answering(_ -> HttpNode.keep(next.getFirst())));
        caching(true);
        int kept = 0;
        for (int i = 0; i < REQUESTS; i++) {
            int asked = random.nextInt(3) > 0 ? random.nextInt(3) : random.nextInt(requestFields.size());
            int answered = random.nextInt(3) > 0 ? random.nextInt(3) : random.nextInt(answerFields.size());
            int control = random.nextInt(3) > 0 ? random.nextInt(3) : random.nextInt(controls.size());
            next.clear();
            next.add("HTTP/1.1 200 OK\r\nCache-Control: " + controls.get(control) + "\r\n" + answerFields.get(answered)
                    + "\r\nContent-Length: 2\r\n\r\nok");
            String request = "GET /" + i + " HTTP/1.1\r\nHost: lb.test\r\n" + requestFields.get(asked) + "\r\n\r\n";
            int before = node.requests().size();

            ask(request);
            ask(request);

            boolean plain = asked < 3 && answered < 3 && control < 3;
            assertThat(node.requests().size() - before).as(request + next).isEqualTo(plain ? 1 : 2);
            kept += plain ? 1 : 0;
        }

        assertThat(kept).isBetween(REQUESTS / 10, REQUESTS - REQUESTS / 10);
    }

    private Received accepting(String encoding) throws IOException {
        return ask("GET / HTTP/1.1\r\nHost: lb.test\r\nAccept-Encoding: " + encoding + "\r\n\r\n");
    }

    private Received ask(String request) throws IOException {
        try (HttpTestClient client = new HttpTestClient(rig.balancer())) {
            return client.send(request).receive();
        }
    }

    /** A balancer that keeps answers, over a node that gives each one its number. */
    private HttpNode cached(String... fields) throws IOException {
        HttpNode node = rig.serve(HttpNode.answering(_ -> {
            String content = "answer " + answers.incrementAndGet();
            return HttpNode.keep("HTTP/1.1 200 OK\r\n" + String.join("\r\n", fields) + "\r\nContent-Length: "
                    + content.length() + "\r\n\r\n" + content);
        }));
        caching(true);
        return node;
    }

    private void caching(boolean on) {
        rig.change(rig.balancer().withPolicy(policy -> policy.withContentCaching(on)));
    }
}
