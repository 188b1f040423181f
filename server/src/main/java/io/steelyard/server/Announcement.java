package io.steelyard.server;

import io.steelyard.server.operator.OperatorToken;
import io.steelyard.server.tls.CertificateSource;
import io.steelyard.server.tls.Fingerprint;
import io.steelyard.server.tls.GivenCertificate;
import io.steelyard.server.tls.OwnCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a start prints for whoever started it; its last line is for scripts. */
final class Announcement {
    private static final int FIRST_FREE_PORT = 1024;
    private static final int CAP_NET_BIND_SERVICE = 10;

    private final PrintStream out;

    Announcement(PrintStream out) {
        this.out = out;
    }

    void print(Service service, Optional<URI> demo) {
        line("API", service.address() + "/v1.0");
        service.tls()
                .identity()
                .ifPresent(identity -> certificate(service.tls().source().orElseThrow(), identity.certificate()));
        FirstAccount account = service.account();
        if (account.isNew()) {
            line("User", account.credentials().user());
            line("API key", account.credentials().apiKey());
            line("Tenant", account.credentials().tenant().toString());
            line("", "kept in " + Credentials.file(service.data()));
        } else {
            line("Login", "see " + Credentials.file(service.data()));
        }
        operator(service);
        if (!mayBindPrivilegedPorts()) {
            line("Note", "ports below 1024 may not be bound here, balancers on them will show ERROR; allow it with");
            line("", "sudo sysctl net.ipv4.ip_unprivileged_port_start=0");
        }
        demo.ifPresent(url -> {
            line("Demo", "two sample servers behind a load balancer; ask it a few times:");
            line("", "curl " + url);
        });
        timeToReady().ifPresent(time -> line("Ready", "%.1f s after this command was started".formatted(time)));
        out.println("steelyard ready " + service.address());
        out.flush();
    }

    private void operator(Service service) {
        line("Operator", service.operator().server().url() + "/operator/v1, and /metrics");
        OperatorToken token = service.operator().token();
        if (token.isNew()) {
            line("", "token " + token.value());
            line("", "kept in " + OperatorToken.file(service.data()));
        } else {
            line("", "token: see " + OperatorToken.file(service.data()));
        }
    }

    private void certificate(CertificateSource source, X509Certificate served) {
        switch (source) {
            case GivenCertificate given -> line("TLS", "certificate " + given.certificate());
            case OwnCertificate own -> {
                line("TLS", "self-signed certificate; whoever shall trust it needs");
                line("", own.file().toString());
            }
        }
        line("", "SHA-256 " + Fingerprint.of(served));
        line("", "valid until " + served.getNotAfter().toInstant());
    }

    /** The launcher has become this process, so its start is the command's. */
    private static Optional<Double> timeToReady() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }

    private void line(String label, String text) {
        out.printf("%-9s %s%n", label, text);
    }

    /** In one read: the kernel gives a sysctl's value to the first alone, and Files.readString begins with one byte. */
    private static String firstLine(Path path) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            return String.valueOf(lines.readLine()).strip();
        }
    }

    private static boolean mayBindPrivilegedPorts() {
        try {
            Path sysctl = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
            if (Files.exists(sysctl) && Integer.parseInt(firstLine(sysctl)) < FIRST_FREE_PORT) {
                return true;
            }
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(status -> status.startsWith("CapEff:"))
                    .map(status -> Long.parseUnsignedLong(status.substring(7).strip(), 16))
                    .anyMatch(capabilities -> (capabilities >> CAP_NET_BIND_SERVICE & 1) == 1);
        } catch (IOException unknown) {
            return true;
        }
    }
}
