package io.steelyard.conformance.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import io.steelyard.conformance.http.PlainConnection;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Logs and OpenStack Swift: as the store that they go to, and its client at the service's own containers. */
class SwiftDeliveryTest {
    private static final String LOGGED = "\"protocol\":\"HTTP\",\"port\":8080,\"connectionLogging\":{\"enabled\":true}";

    @TempDir
    private Path directory;

    private final List<Integer> answered = new ArrayList<>();

    @BeforeEach
    void needSwift() {
        assumeThat(SwiftProcess.missing()).isEmpty();
    }

    @Test
    void everyLineArrivesOnceOverAnOutageAndACrash() throws Exception {
        try (SwiftProcess swift = new SwiftProcess(Files.createDirectory(directory.resolve("swift")));
                Site site = Site.start(
                        directory.resolve("data"),
                        "--log-period",
                        "2s",
                        "--log-store",
                        "swift:" + swift.auth(),
                        "--log-store-user",
                        SwiftProcess.USER,
                        "--log-store-key",
                        SwiftProcess.KEY)) {
            JsonNode balancer = site.create(LOGGED);
            InetSocketAddress server = Site.address(balancer, 8080);
            ask(server, 0, 30);
            awaitDelivered(swift);

            swift.stopProxy();
            ask(server, 30, 60);
            await().atMost(Site.LIMIT).until(() -> isWaiting(site));
            site.killAll();
            await().atMost(Site.LIMIT).ignoreExceptions().until(() -> ask(server, 60, 61));
            ask(server, 61, 90);
            swift.startProxy();

            awaitDelivered(swift);
            assertThat(Numbered.in(swift.lines())).doesNotHaveDuplicates();
            await().atMost(Site.LIMIT).until(() -> !isWaiting(site));
            assertThat(Logs.objects(site.client())).isEmpty();
        }
    }

    @Test
    void itsClientWorksWithTheServicesOwnContainers() throws Exception {
        try (Site site = Site.start(directory.resolve("data"), "--log-period", "2s")) {
            ask(Site.address(site.create(LOGGED), 8080), 0, 3);
            await().atMost(Site.LIMIT).until(() -> Logs.lines(site.client()).size() == 3);
            String object = Logs.objects(site.client()).getFirst();
            String container = object.substring(0, object.indexOf('/'));
            String name = object.substring(object.indexOf('/') + 1);

            assertThat(swift(site, "list")).isEqualTo(container + "\n");
            assertThat(swift(site, "list", container).lines()).contains(name);
            assertThat(swift(site, "stat", container)).contains("Objects: ");
            Path fetched = directory.resolve("fetched.zip");
            swift(site, "download", container, name, "-o", fetched.toString());
            assertThat(Logs.lines(Files.readAllBytes(fetched))).isNotEmpty();
            swift(site, "delete", container, name);
            assertThat(swift(site, "list", container).lines()).doesNotContain(name);
        }
    }

    private static String swift(Site site, String... arguments) throws Exception {
        Properties credentials = new Properties();
        try (var in = Files.newBufferedReader(site.service().data().resolve("credentials"))) {
            credentials.load(in);
        }
        List<String> all = new ArrayList<>(List.of(
                "-A",
                site.service().api() + "/v1.0",
                "-U",
                credentials.getProperty("user"),
                "-K",
                credentials.getProperty("api-key")));
        all.addAll(List.of(arguments));
        return SwiftProcess.swift(all.toArray(String[]::new));
    }

    private void awaitDelivered(SwiftProcess swift) {
        await().atMost(Site.LIMIT.multipliedBy(2))
                .untilAsserted(() -> assertThat(Numbered.in(swift.lines())).containsAll(answered));
    }

    /** Whether a part of a log has its name and is not in the store. */
    private static boolean isWaiting(Site site) throws Exception {
        try (var outbox = Files.walk(site.service().data().resolve("logs/outbox"))) {
            return outbox.anyMatch(Files::isRegularFile);
        }
    }

    /** Asks each once, on a connection of its own. */
    private boolean ask(InetSocketAddress server, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            try (PlainConnection client = PlainConnection.open(server, Site.LIMIT)) {
                assertThat(client.get("/" + i, true).status()).isEqualTo(200);
                answered.add(i);
            }
        }
        return true;
    }
}
