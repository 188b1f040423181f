package io.steelyard.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A certificate is exchanged again and again over the API while clients come, ask and go. */
class CertificateChangeTest {
    private static final int CHANGES = 200;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void twoHundredChangesFailNoRequest(@TempDir Path directory) throws Exception {
        List<Certificate> certificates = List.of(
                Certificate.selfSigned(directory, "a.test"),
                Certificate.rsa(directory, "b.test"),
                Certificate.issued(directory, "c.test"));
        try (Site site = Site.start(directory.resolve("data"));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            JsonNode balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":"
                    + certificates.getFirst().termination("\"securePort\":8443"));
            InetSocketAddress server = Site.address(balancer, 8443);
            for (int i = 0; i < 4; i++) {
                int requests = i < 2 ? 1 : 20;
                clients.submit(() -> load(server, requests));
            }

            for (int change = 1; change <= CHANGES; change++) {
                Answer answer = site.client()
                        .call(
                                "PUT",
                                Site.path(balancer) + "/ssltermination",
                                certificates.get(change % certificates.size()).termination());
                assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            }
            site.awaitActive(balancer);
            done.set(true);

            assertThat(Openssl.get(server).chain()).startsWith("c.test");
        }
        assertThat(failures).isEmpty();
        assertThat(answers.get()).isGreaterThan(CHANGES);
        assertThat(seen).containsExactlyInAnyOrder("CN=a.test", "CN=b.test", "CN=c.test");
    }

    private void load(InetSocketAddress server, int requests) {
        while (!done.get()) {
            try (TlsClient client = TlsClient.connect(server)) {
                seen.add(client.certificateName());
                for (int i = 0; i < requests; i++) {
                    client.get("/");
                    answers.incrementAndGet();
                }
            } catch (IOException failed) {
                failures.add(failed.toString());
            }
        }
    }
}
