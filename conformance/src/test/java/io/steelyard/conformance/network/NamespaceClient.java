package io.steelyard.conformance.network;

import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the Rackspace dialect from within a network namespace, by curl. */
record NamespaceClient(NetworkNamespace network, URI api, String token, String tenant) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Logs in with the credentials that the service left in its data directory. */
    static NamespaceClient login(NetworkNamespace network, SteelyardProcess service) throws IOException {
        Properties credentials = new Properties();
        try (var in = Files.newBufferedReader(service.data().resolve("credentials"))) {
            credentials.load(in);
        }
        String heads = network.exec(
                "curl",
                "-sS",
                "-D",
                "-",
                "-H",
                "X-Auth-User: " + credentials.getProperty("user"),
                "-H",
                "X-Auth-Key: " + credentials.getProperty("api-key"),
                service.api() + "/v1.0");
        String management = field(heads, "X-Server-Management-Url");
        return new NamespaceClient(
                network,
                service.api(),
                field(heads, "X-Auth-Token"),
                URI.create(management).getPath());
    }

    private static String field(String heads, String name) {
        return heads.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** One call below the tenant's path; what it is answered. */
    String call(String verb, String path, String body) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("curl", "-sS", "-X", verb, "-H", "X-Auth-Token: " + token, api + tenant + path));
        if (!body.isEmpty()) {
            command.addAll(List.of("-H", "Content-Type: application/json", "-d", body));
        }
        return network.exec(command.toArray(String[]::new));
    }

    void awaitStatus(int id, String status) {
        await().atMost(LIMIT)
                .until(() -> JSON.readTree(call("GET", "/loadbalancers/" + id, ""))
                        .path("loadBalancer")
                        .path("status")
                        .asString("")
                        .equals(status));
    }
}
