package io.steelyard.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What testssl.sh, a scanner of many, finds where TLS ends with every setting at its default. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestsslTest {
    private static final int LIMIT_SECONDS = 240;
    private static final Set<String> SEVERITIES = Set.of("MEDIUM", "HIGH", "CRITICAL");
    /** A test's certificate lives for a month, and nobody says whether it was revoked. */
    private static final Set<String> NOT_OURS = Set.of("cert_revocation", "cert_expirationStatus", "cert_notAfter");

    private Site site;
    private InetSocketAddress address;
    private Path root;

    @TempDir
    Path directory;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        Certificate shop = Certificate.issued(data, "shop.test");
        root = Files.writeString(data.resolve("root.pem"), shop.root());
        site = Site.start(data.resolve("data"));
        var balancer = site.create(
                "\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":" + shop.termination("\"securePort\":8443"));
        address = Site.address(balancer, 8443);
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @Test
    void nothingOfMediumSeverityOrWorseIsFound() throws Exception {
        assertThat(findings(
                        "--protocols",
                        "--std",
                        "--server-preference",
                        "--fs",
                        "--server-defaults",
                        "--heartbleed",
                        "--ccs-injection",
                        "--ticketbleed",
                        "--robot",
                        "--renegotiation",
                        "--compression",
                        "--tls-fallback",
                        "--sweet32",
                        "--freak",
                        "--drown"))
                .isEmpty();
    }

    private List<String> findings(String... sections) throws IOException, InterruptedException {
        Path found = directory.resolve("findings.json");
        List<String> command = new ArrayList<>(List.of("testssl", "--quiet", "--warnings", "off", "--color", "0"));
        command.addAll(List.of("--nodns", "none", "--ip", address.getAddress().getHostAddress()));
        command.addAll(List.of("--add-ca", root.toString(), "--severity", "MEDIUM", "--jsonfile", found.toString()));
        command.addAll(List.of(sections));
        command.add("shop.test:" + address.getPort());
        Path log = directory.resolve("testssl.log");
        Process scanner = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        if (!scanner.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            scanner.destroyForcibly();
            throw new IOException("testssl did not end: " + Files.readString(log));
        }
        JsonNode all = JsonMapper.shared().readTree(Files.readString(found));
        assertThat(all.isArray()).as(Files.readString(log)).isTrue();
        assertThat(Files.readString(log)).contains("Done ").doesNotContain("doesn't seem to be a TLS");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(finding -> SEVERITIES.contains(finding.path("severity").asString()))
                .filter(finding ->
                        !NOT_OURS.contains(finding.path("id").asString().replaceAll(" .*", "")))
                .map(JsonNode::toString)
                .toList();
    }
}
