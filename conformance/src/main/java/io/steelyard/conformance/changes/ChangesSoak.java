package io.steelyard.conformance.changes;

import io.steelyard.conformance.churn.Door;
import io.steelyard.conformance.churn.Load;
import io.steelyard.conformance.churn.Membership;
import io.steelyard.conformance.churn.Stage;
import io.steelyard.conformance.http.PlainConnection;
import io.steelyard.conformance.soak.Findings;
import io.steelyard.conformance.soak.Leaks;
import io.steelyard.conformance.tls.AnyCertificate;
import io.steelyard.conformance.tls.Certificate;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;

/** Changes one balancer in every way under traffic, and counts what its clients noticed. */
final class ChangesSoak {
    private static final int STEADY_NODES = 2;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final int CHANGES_PER_LINE = 50;

    private final ChangesPlan plan;
    private final Path directory;
    private final PrintStream report;
    private final Findings findings = new Findings();

    /** @param directory an empty one, where all files of the run go */
    ChangesSoak(ChangesPlan plan, Path directory, PrintStream report) {
        this.plan = plan;
        this.directory = directory;
        this.report = report;
    }

    /** Runs the plan to its end, or to the first thing that makes going on pointless. */
    Findings run() throws IOException, InterruptedException {
        try (Stage stage = Stage.setThrough(Leaks.runner(plan.leaks()), directory)) {
            Membership membership = Membership.create(stage.api(), "WEIGHTED_ROUND_ROBIN");
            int steady = 0;
            for (int i = 0; i < STEADY_NODES; i++) {
                steady = membership.add(stage.node("steady-" + i));
            }
            List<Certificate> certificates = new ArrayList<>();
            for (String name : Rotation.CERTIFICATES) {
                certificates.add(Certificate.selfSigned(directory, name));
            }
            membership.change("PUT", "/ssltermination", Rotation.termination(certificates.getFirst()));
            change(
                    new Rotation(membership, stage.node("spare"), steady, certificates, findings),
                    new Load(doors(membership), ANSWER_LIMIT));
            Leaks.find(plan.leaks(), stage.service(), findings);
            return findings;
        }
    }

    /** Half of those that keep their connection, which are the even ones, come over TLS. */
    private List<Door> doors(Membership membership) {
        Door plain = limit -> PlainConnection.open(membership.vip(), limit);
        SSLSocketFactory sockets = AnyCertificate.sockets();
        InetSocketAddress secure = membership.vip(Rotation.SECURE_PORT);
        Door tls = limit -> PlainConnection.open(secure, limit, sockets);
        return IntStream.range(0, plan.clients())
                .mapToObj(i -> i % 4 == 2 ? tls : plain)
                .toList();
    }

    private void change(Rotation rotation, Load load) throws InterruptedException {
        long began = System.nanoTime();
        try {
            rotate(rotation, load, began);
        } catch (IOException impossible) {
            findings.violate("change " + (rotation.done() + 1) + ": " + impossible);
        } finally {
            load.stop();
        }
        judge(rotation, load, (System.nanoTime() - began) / 1e9);
    }

    /** To the last request, so that none goes by in peace. */
    private void rotate(Rotation rotation, Load load, long began) throws IOException, InterruptedException {
        while ((rotation.done() < plan.changes() || load.asked() < plan.requests()) && !load.isBroken()) {
            awaitTurn(began + rotation.done() * TimeUnit.SECONDS.toNanos(1) / plan.perSecond());
            rotation.next();
            if (rotation.done() % CHANGES_PER_LINE == 0) {
                report.printf(
                        "%,d of %,d requests answered, %d not; %,d of %,d changes%n",
                        load.answered(), plan.requests(), load.failures(), rotation.done(), plan.changes());
            }
        }
    }

    private static void awaitTurn(long nanoTime) throws InterruptedException {
        long wait = nanoTime - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private void judge(Rotation rotation, Load load, double seconds) {
        load.noteFailures(findings);
        findings.figure("requests", load.asked());
        findings.figure("failed", load.failures());
        findings.figure("changes", rotation.done());
        findings.figure("changes a second", "%.1f".formatted(rotation.done() / seconds));
        findings.figure("requests a second", Math.round(load.asked() / seconds));
        findings.figure("latency", load.latency());
    }
}
