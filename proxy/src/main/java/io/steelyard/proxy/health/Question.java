package io.steelyard.proxy.health;

import com.google.re2j.Pattern;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.monitor.HealthMonitor;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.Outage;
import io.steelyard.proxy.proxyprotocol.Announcement;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one node is asked in every check, and how its answer is judged. Immutable. */
final class Question {
    /** Of an answer's body that are looked at. */
    static final int BODY_OCTETS = 2048;

    private final HealthMonitor monitor;
    private final Optional<Announcement> announcement;
    private final Optional<Check.Http> http;
    private final byte[] request;
    private final @Nullable Pattern status;
    private final @Nullable Pattern body;

    private Question(HealthMonitor monitor, InetSocketAddress node, Optional<Announcement> announcement) {
        this.monitor = monitor;
        this.announcement = announcement;
        this.http = monitor.check() instanceof Check.Http wanted ? Optional.of(wanted) : Optional.empty();
        this.request = http.map(wanted -> request(wanted, node)).orElse(new byte[0]);
        this.status = http.map(wanted -> Pattern.compile(wanted.statusRegex())).orElse(null);
        this.body = http.flatMap(Check.Http::bodyRegex).map(Pattern::compile).orElse(null);
    }

    /** @throws com.google.re2j.PatternSyntaxException for what control should have refused */
    static Question of(HealthMonitor monitor, InetSocketAddress node, Optional<Announcement> announcement) {
        return new Question(monitor, node, announcement);
    }

    HealthMonitor monitor() {
        return monitor;
    }

    /** What the node is told before anything else, where it expects that. */
    Optional<Announcement> announcement() {
        return announcement;
    }

    /** Whether a connection that can be made is answer enough. */
    boolean isConnect() {
        return http.isEmpty();
    }

    boolean isSecure() {
        return http.filter(Check.Http::secure).isPresent();
    }

    /** The name that TLS asks for; empty for none. */
    Optional<String> serverName() {
        return http.flatMap(Check.Http::hostHeader).map(Question::withoutPort);
    }

    /** In octets; not to be changed. */
    byte[] request() {
        return request;
    }

    boolean looksAtBody() {
        return body != null;
    }

    Verdict judgeStatus(int answered) {
        Pattern expected = status;
        return expected == null || expected.matcher(Integer.toString(answered)).find()
                ? Verdict.PASSED
                : new Verdict.Failed(
                        Outage.inCheck(monitor, NodeFailure.STATUS_UNEXPECTED).withStatus(answered));
    }

    /** Takes time that a tenant decides, within bounds. */
    Verdict judgeBody(int answered, byte[] start) {
        Pattern expected = body;
        return expected == null || expected.matcher(start).find()
                ? Verdict.PASSED
                : new Verdict.Failed(
                        Outage.inCheck(monitor, NodeFailure.BODY_UNEXPECTED).withStatus(answered));
    }

    Verdict failed(NodeFailure failure) {
        return new Verdict.Failed(Outage.inCheck(monitor, failure));
    }

    private static byte[] request(Check.Http wanted, InetSocketAddress node) {
        String host = wanted.hostHeader().orElseGet(() -> host(node, wanted.secure() ? 443 : 80));
        String head = "GET " + wanted.path() + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: Steelyard-Health-Check\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    private static String host(InetSocketAddress node, int usualPort) {
        String address = node.getAddress().getHostAddress();
        String host = node.getAddress() instanceof Inet6Address ? "[" + address + "]" : address;
        return node.getPort() == usualPort ? host : host + ":" + node.getPort();
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
