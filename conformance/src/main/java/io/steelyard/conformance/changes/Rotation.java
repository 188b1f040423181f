package io.steelyard.conformance.changes;

import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.NodeProcess;
import io.steelyard.conformance.churn.Watch;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.tls.AnyCertificate;
import io.steelyard.conformance.tls.Certificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** Every kind of change, one after the other and again from the first; none keeps out a client of the run. */
final class Rotation {
    static final int SECURE_PORT = 8443;
    /** Their common names. */
    static final List<String> CERTIFICATES = List.of("one.test", "two.test");

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_WEIGHT = 10;

    private final Membership membership;
    private final NodeProcess spare;
    private final int steady;
    private final List<Certificate> certificates;
    private final Findings findings;
    private final List<Step> steps = List.of(
            this::addNode,
            this::weigh,
            this::throttle,
            this::drain,
            this::deny,
            this::removeNode,
            this::certify,
            this::removeThrottle,
            this::admitAll);
    private int done;
    private int added;
    private int certificate;

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    /**
     * @param steady id of a node that stays
     * @param certificates of {@link #CERTIFICATES}, the first of which is shown
     */
    Rotation(Membership membership, NodeProcess spare, int steady, List<Certificate> certificates, Findings findings) {
        this.membership = membership;
        this.spare = spare;
        this.steady = steady;
        this.certificates = certificates;
        this.findings = findings;
    }

    int done() {
        return done;
    }

    /** Returns when the balancer shows ACTIVE. */
    void next() throws IOException, InterruptedException {
        steps.get(done % steps.size()).take();
        done++;
    }

    private void addNode() throws IOException, InterruptedException {
        added = membership.add(spare);
        findings.require(new Watch(spare).isBusyWithin(LIMIT), at("an added node got no traffic"));
    }

    private void weigh() throws IOException, InterruptedException {
        int weight = 1 + done % MOST_WEIGHT;
        membership.change("PUT", "/nodes/" + steady, "{\"node\":{\"weight\":%d}}".formatted(weight));
    }

    /** All clients of a run have one address. */
    private void throttle() throws IOException, InterruptedException {
        membership.change("PUT", "/connectionthrottle", """
                {"connectionThrottle":{"minConnections":1,"maxConnections":%d,"maxConnectionRate":100000,"rateInterval":1}}
                """.formatted(1_000 + done));
    }

    private void drain() throws IOException, InterruptedException {
        membership.drain(added);
        findings.require(new Watch(spare).isQuietWithin(LIMIT), at("a node that drains still got requests"));
    }

    private void deny() throws IOException, InterruptedException {
        membership.change(
                "POST",
                "/accesslist",
                "{\"accessList\":[{\"address\":\"192.0.2.%d\",\"type\":\"DENY\"}]}".formatted(done % 256));
    }

    private void removeNode() throws IOException, InterruptedException {
        membership.remove(added);
    }

    private void certify() throws IOException, InterruptedException {
        certificate = (certificate + 1) % CERTIFICATES.size();
        membership.change("PUT", "/ssltermination", termination(certificates.get(certificate)));
        String shown = commonName();
        findings.require(shown.equals(CERTIFICATES.get(certificate)), at("a client was shown " + shown));
    }

    private void removeThrottle() throws IOException, InterruptedException {
        membership.change("DELETE", "/connectionthrottle", "");
    }

    private void admitAll() throws IOException, InterruptedException {
        membership.change("DELETE", "/accesslist", "");
    }

    private String at(String sentence) {
        return "change " + (done + 1) + ": " + sentence;
    }

    static String termination(Certificate certificate) {
        return certificate.termination(
                "\"enabled\":true", "\"secureTrafficOnly\":false", "\"securePort\":" + SECURE_PORT);
    }

    /** Of the certificate that a new client is shown. */
    private String commonName() throws IOException {
        InetSocketAddress vip = membership.vip(SECURE_PORT);
        try (SSLSocket client = (SSLSocket) AnyCertificate.sockets().createSocket(vip.getAddress(), vip.getPort())) {
            client.setSoTimeout((int) LIMIT.toMillis());
            client.startHandshake();
            return client.getSession().getPeerPrincipal().getName().replaceFirst("^CN=", "");
        }
    }
}
