package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.node.Condition;
import io.steelyard.domain.persistence.SessionCookie;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Session cookies that end, or live as long as the application's. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class StickyCookieTest {
    private static final String OURS = "AWSELB=[A-Za-z0-9_-]{22}";

    private final HttpRig rig;

    StickyCookieTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aCookieThatEndsSaysWhen() throws IOException {
        serve(SessionCookie.lasting("AWSELB", Optional.of(Duration.ofSeconds(600))));

        long before = Instant.now().getEpochSecond();
        String given = only(get("/"));
        long after = Instant.now().getEpochSecond();

        assertThat(given).matches(OURS + "\\.[0-9]{10}; Path=/; HttpOnly; Max-Age=600");
        assertThat(Long.parseLong(given.replaceFirst(";.*", "").replaceFirst(".*\\.", "")))
                .isBetween(before + 600, after + 600);
        for (int i = 0; i < 4; i++) {
            assertThat(get("/", pair(given)).content()).isEqualTo("a");
        }
    }

    @Test
    void oneThatHasEndedIsReplacedAlthoughTheClientKeptIt() throws IOException {
        serve(SessionCookie.lasting("AWSELB", Optional.of(Duration.ofSeconds(600))));
        String value = pair(only(get("/"))).replaceFirst("\\..*", "");

        for (String ended : List.of(
                "",
                ".",
                ".1",
                ".x",
                ".99999999999999999999",
                "." + Instant.now().getEpochSecond())) {
            assertThat(get("/", value + ended).fields("set-cookie")).as(ended).hasSize(1);
        }
    }

    @Test
    void oursComesWithTheApplicationsAndLivesAsLongAsThat() throws IOException {
        serve(SessionCookie.following("AWSELB", "SID"));

        assertThat(get("/").fields("set-cookie")).isEmpty();
        Received login = get("/login?SID=1; path=/shop;Max-Age=60 ; Secure");

        assertThat(login.fields("set-cookie"))
                .hasSize(3)
                .contains("SID=1; path=/shop;Max-Age=60 ; Secure")
                .last()
                .asString()
                .matches(OURS + "; path=/shop;Max-Age=60 ; Secure");
    }

    @Test
    void clientsStayWhileTheyBringBothAndThoseThatBringOneDoNot() throws IOException {
        serve(SessionCookie.following("AWSELB", "SID"));
        Received login = get("/login?SID=1");
        String ours = pair(login.fields("set-cookie").getLast());

        assertThat(nodes("SID=1; " + ours)).containsOnly(login.content());
        assertThat(nodes(ours + ";SID=")).containsOnly(login.content());
        assertThat(nodes(ours)).contains("a", "b");
        assertThat(nodes("XSID=1; " + ours)).contains("a", "b");
        assertThat(nodes("SID=1")).contains("a", "b");
        assertThat(get("/", "SID=1", ours).fields("set-cookie")).isEmpty();
    }

    @Test
    void theApplicationRenewsOursAndEndsItWithItsOwn() throws IOException {
        serve(SessionCookie.following("AWSELB", "SID"));
        String ours = pair(get("/login?SID=1").fields("set-cookie").getLast());

        Received renewed = get("/login?SID=2; Max-Age=30", "SID=1", ours);
        Received ended = get("/login?SID=; Max-Age=0", "SID=2", ours);

        assertThat(renewed.fields("set-cookie")).last().isEqualTo(ours + "; Max-Age=30");
        assertThat(ended.fields("set-cookie")).last().isEqualTo(ours + "; Max-Age=0");
    }

    @Test
    void aClientWhoseNodeIsGoneStaysWithTheNextOne() throws Exception {
        serve(SessionCookie.following("AWSELB", "SID"));
        Received login = get("/login?SID=1");
        String ours = pair(login.fields("set-cookie").getLast());
        int first = login.content().equals("a") ? 0 : 1;
        String other = first == 0 ? "b" : "a";

        rig.change(rig.balancer().withCondition(first, Condition.DRAINING));
        assertThat(nodes("SID=1; " + ours)).containsOnly(login.content());
        down(first);
        Received moved = get("/", "SID=1", ours);

        assertThat(moved.content()).isEqualTo(other);
        assertThat(only(moved)).matches(OURS + "; Path=/; HttpOnly").isNotEqualTo(ours + "; Path=/; HttpOnly");
        assertThat(nodes("SID=1; " + pair(only(moved)))).containsOnly(other);
    }

    @Test
    void oneWhoseNodeWasRemovedIsGivenAnotherSession() throws IOException {
        serve(SessionCookie.following("AWSELB", "SID"));
        String removed = "AWSELB=AAAAAAAAAAAAAAAAAAAAAA";

        assertThat(only(get("/", "SID=1", removed))).matches(OURS + "; Path=/; HttpOnly");
        assertThat(get("/", removed).fields("set-cookie")).isEmpty();
    }

    @Test
    void itIsTheSameOverHttp2() throws IOException {
        serve(SessionCookie.following("AWSELB", "SID"));
        Http2TestClient client = rig.own(Http2TestClient.open(rig.balancer().connect()));

        Http2TestClient.Answer login =
                client.get(1, "/login?SID=1;%20Max-Age=60").answer(1);
        String set = login.head().getOrDefault("set-cookie", "").replaceFirst(".*\\|", "");
        String ours = pair(set);

        assertThat(set).matches(OURS + "; Max-Age=60");
        for (int stream = 3; stream < 11; stream += 2) {
            Http2TestClient.Answer again =
                    client.get(stream, "/", "cookie", ours, "cookie", "SID=1").answer(stream);
            assertThat(again.content()).isEqualTo(login.content());
        }
    }

    private List<FaultyBackend> backends = List.of();

    private void down(int node) throws IOException {
        backends.get(node).stop();
    }

    /** Two nodes that say who they are; /login sets the cookie behind the question mark, and one more. */
    private void serve(SessionCookie cookie) throws IOException {
        backends = List.of(node("a").backend(), node("b").backend());
        rig.serve(backends.toArray(FaultyBackend[]::new));
        rig.change(rig.balancer().withCookie(cookie));
    }

    private HttpNode node(String name) throws IOException {
        return rig.own(HttpNode.answering(request -> {
            String target = request.firstLine().replaceFirst("^GET (.*) HTTP/1.1$", "$1");
            String cookies = target.startsWith("/login?")
                    ? "Set-Cookie: theme=dark\r\nset-cookie:"
                            + target.substring(7).replace("%20", " ") + "\r\n"
                    : "";
            return HttpNode.keep("HTTP/1.1 200 OK\r\n" + cookies + "Content-Length: 1\r\n\r\n" + name);
        }));
    }

    private List<String> nodes(String cookie) throws IOException {
        return Stream.of(get("/", cookie), get("/", cookie), get("/", cookie), get("/", cookie))
                .map(Received::content)
                .toList();
    }

    private Received get(String target, String... cookies) throws IOException {
        String field = cookies.length == 0 ? "" : "Cookie: " + String.join("; ", cookies) + "\r\n";
        return rig.client()
                .send("GET " + target.replace(" ", "%20") + " HTTP/1.1\r\nHost: lb.test\r\n" + field + "\r\n")
                .receive();
    }

    private static String only(Received answer) {
        return answer.fields("set-cookie").getFirst();
    }

    private static String pair(String setCookie) {
        return setCookie.replaceFirst(";.*", "");
    }
}
