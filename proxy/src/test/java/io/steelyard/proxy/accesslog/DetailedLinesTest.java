package io.steelyard.proxy.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.proxy.ProxyFailure;
import io.steelyard.proxy.accesslog.RequestEntry.Carried;
import io.steelyard.proxy.tls.Agreement;
import io.steelyard.proxy.upstream.NodeState;
import io.steelyard.proxy.upstream.Target;
import io.steelyard.testkit.SettableClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of "Access logs for your Classic Load Balancer", and what clients might make of such lines. */
class DetailedLinesTest {
    private static final DetailedLog KIND = new DetailedLog("my-loadbalancer", Duration.ofMinutes(5));
    private static final String BEGIN = "2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817";
    private static final LoadBalancerId BALANCER = new LoadBalancerId(7);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.168.131.39", 2817);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("198.51.100.1", 80);
    private static final Target NODE =
            new Target(new NodeState(new NodeId(1)), new InetSocketAddress("10.0.0.1", 80), Weight.ONE);
    private static final Agreement TLS = new Agreement("DHE-RSA-AES128-SHA", "TLSv1.2");

    private final SettableClock clock = new SettableClock(Instant.parse("2015-05-13T23:39:43.945958Z"));
    private final MockTicker ticker = Ticker.newMockTicker();
    private final Spool spool;
    private final LoopLog log;

    DetailedLinesTest(@TempDir Path directory) throws IOException {
        spool = Spool.create(directory.resolve("spool"), 1, 1 << 20);
        log = new LoopLog(spool, clock, ticker, new Losses(), () -> {});
    }

    @Test
    void aRequestHasTheLineOfTheExample() throws IOException {
        DetailedHttpEntry entry = begun();
        request(entry, "GET", "www.example.com", "/", "curl/7.38.0");
        entry.node(NODE);
        pass(73);
        entry.asked(log);
        pass(1048);
        entry.heard(log);
        entry.status(200);
        entry.answered(log, 200);
        pass(57);
        entry.passed(log);
        pass(1_000_000);
        clock.advance(Duration.ofSeconds(1));
        entry.end(log, BALANCER, new Carried(0, 129, 29));

        assertThat(lines())
                .containsExactly(BEGIN + " 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29"
                        + " \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.38.0\" - -");
    }

    @Test
    void withinTlsItHasTheLineOfTheExample() throws IOException {
        DetailedHttpEntry entry = new DetailedHttpEntry(KIND, CLIENT, new InetSocketAddress("198.51.100.1", 443), TLS);
        entry.begin(log);
        request(entry, "GET", "www.example.com", "/", "curl/7.38.0");
        entry.node(NODE);
        pass(86);
        entry.asked(log);
        pass(1048);
        entry.status(200);
        entry.answered(log, 200);
        pass(1337);
        entry.passed(log);
        entry.end(log, BALANCER, new Carried(0, 157, 57));

        assertThat(lines())
                .containsExactly(BEGIN + " 10.0.0.1:80 0.000086 0.001048 0.001337 200 200 0 57"
                        + " \"GET https://www.example.com:443/ HTTP/1.1\" \"curl/7.38.0\" DHE-RSA-AES128-SHA TLSv1.2");
    }

    @Test
    void aConnectionHasTheLineOfTheExample() throws IOException {
        ConnectionEntry entry = new DetailedConnectionEntry(log, BALANCER, CLIENT, LOCAL, KIND, Agreement.NONE);
        pass(1000);
        entry.node(NODE);
        pass(28);
        entry.connected();
        pass(41);
        entry.asked();
        pass(100);
        assertThat(entry.heard()).isTrue();
        assertThat(entry.heard()).isFalse();
        pass(41);
        entry.passed();
        entry.end(82, 305, null);

        assertThat(lines())
                .containsExactly(BEGIN + " 10.0.0.1:80 0.001069 0.000028 0.000041 - - 82 305 \"- - - \" \"-\" - -");
    }

    @Test
    void aConnectionThatCarriesNothingReachesNobody() throws IOException {
        ConnectionEntry entry = new DetailedConnectionEntry(log, BALANCER, CLIENT, LOCAL, KIND, TLS);
        entry.node(NODE);
        entry.connected();
        entry.end(0, 0, ProxyFailure.IDLE_TIMED_OUT);

        assertThat(lines())
                .containsExactly(BEGIN + " - -1 -1 -1 - - 0 0" + " \"- - - \" \"-\" DHE-RSA-AES128-SHA TLSv1.2");
    }

    @Test
    void whatNoNodeAnsweredHasNoneAndNoTimes() throws IOException {
        DetailedHttpEntry entry = begun();
        request(entry, "GET", "10.10.50.12", "/", "scan/1.0");
        entry.node(NODE);
        entry.asked(log);
        entry.heard(log);
        entry.status(503);
        entry.end(log, BALANCER, new Carried(0, 300, 0));

        assertThat(lines())
                .containsExactly(
                        BEGIN + " - -1 -1 -1 503 0 0 0" + " \"GET http://10.10.50.12:80/ HTTP/1.1\" \"scan/1.0\" - -");
    }

    @Test
    void onlyTheNodeThatAnsweredCounts() throws IOException {
        DetailedHttpEntry entry = begun();
        request(entry, "GET", "a", "/", "b");
        entry.node(new Target(new NodeState(new NodeId(2)), new InetSocketAddress("10.0.0.2", 80), Weight.ONE));
        entry.asked(log);
        pass(10);
        entry.heard(log);
        pass(1_000_000);
        entry.node(NODE);
        entry.asked(log);
        pass(5);
        entry.status(200);
        entry.answered(log, 200);
        entry.passed(log);
        entry.end(log, BALANCER, new Carried(0, 0, 0));

        assertThat(lines().getFirst()).contains(" 10.0.0.1:80 1.000010 0.000005 0.000000 200 200 ");
    }

    @Test
    void nobodyForgesALine() throws IOException {
        DetailedHttpEntry entry = begun();
        request(entry, "GET", "a\"\n2015", "/\" \"x\" - -\r\n\u0000\u00e9\\", "\"\n\t\\\u007f");
        entry.end(log, BALANCER, new Carried(0, 0, 0));

        assertThat(lines())
                .containsExactly(BEGIN + " - -1 -1 -1 0 0 0 0"
                        + " \"GET http://a\\\"\\x0a2015:80/\\\" \\\"x\\\" - -\\x0d\\x0a\\x00\\xe9\\\\ HTTP/1.1\""
                        + " \"\\\"\\x0a\\x09\\\\\\x7f\" - -");
    }

    @Test
    void whatIsNoRequestHasDashes() throws IOException {
        DetailedHttpEntry entry =
                new DetailedHttpEntry(KIND, new InetSocketAddress("2001:db8::7", 99), LOCAL, Agreement.NONE);
        entry.begin(log);
        entry.status(400);
        entry.end(log, BALANCER, new Carried(0, 0, 0));

        assertThat(lines())
                .containsExactly("2015-05-13T23:39:43.945958Z my-loadbalancer [2001:db8:0:0:0:0:0:7]:99 - -1 -1 -1"
                        + " 400 0 0 0 \"- - - \" \"-\" - -");
    }

    @Test
    void aHostMayBeMissingOrHaveItsPort() throws IOException {
        DetailedHttpEntry entry = begun();
        request(entry, "GET", "", "/a", "b");
        entry.end(log, BALANCER, new Carried(0, 0, 0));
        entry.begin(log);
        request(entry, "OPTIONS", "[::1]:8080", "*", "");
        entry.end(log, BALANCER, new Carried(0, 0, 0));

        List<String> lines = lines();
        assertThat(lines.getFirst()).endsWith(" \"GET http://198.51.100.1:80/a HTTP/1.1\" \"b\" - -");
        assertThat(lines.getLast()).endsWith(" \"OPTIONS http://[::1]:8080/* HTTP/1.1\" \"-\" - -");
    }

    private DetailedHttpEntry begun() {
        DetailedHttpEntry entry = new DetailedHttpEntry(KIND, CLIENT, LOCAL, Agreement.NONE);
        entry.begin(log);
        return entry;
    }

    private static void request(DetailedHttpEntry entry, String method, String host, String target, String agent) {
        octets(method, entry::method);
        octets(host, entry::host);
        octets(target, (octets, from, to) -> entry.target(octets, from, to, "HTTP/1.1"));
        octets(agent, entry::agent);
    }

    private interface Taker {
        void take(byte[] octets, int from, int to);
    }

    /** Not at the beginning of an array, as in a head. */
    private static void octets(String text, Taker taker) {
        byte[] octets = ("xx" + text + "yy").getBytes(ISO_8859_1);
        taker.take(octets, 2, octets.length - 2);
    }

    private void pass(long micros) {
        ticker.advance(micros, TimeUnit.MICROSECONDS);
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        spool.release(spool.forEach(
                (_, key, _, line, length) -> {
                    assertThat(key).isEqualTo(new LogKey(7, 300));
                    String text = new String(line, 0, length, US_ASCII);
                    assertThat(text).endsWith("\n").containsOnlyOnce("\n");
                    lines.add(text.strip());
                },
                Long.MAX_VALUE / 2));
        return lines;
    }
}
