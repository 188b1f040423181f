package io.steelyard.server.demo;

import io.steelyard.server.tls.PinnedTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two sample servers behind a balancer, made through the API as any client would. */
public final class Demo implements AutoCloseable {
    private static final String NAME = "demo";
    private static final int PORT = 8080;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<SampleServer> servers = List.of(new SampleServer(1), new SampleServer(2));
    private final HttpClient http;
    private final JsonMapper json = new JsonMapper();
    private final URI api;

    /**
     * @param api the listener's address, without path
     * @param certificate the one that the listener serves; empty when it speaks plain HTTP
     */
    public Demo(URI api, Optional<X509Certificate> certificate) {
        this.api = api;
        HttpClient.Builder client = HttpClient.newBuilder();
        certificate.map(PinnedTrust::context).ifPresent(client::sslContext);
        this.http = client.build();
    }

    /**
     * Makes the balancer, in place of one that an earlier demo left, and waits until it serves.
     *
     * @return the URL to ask
     * @throws IOException when the API refuses or does not get it going in time
     */
    public URI start(String user, String apiKey) throws IOException, InterruptedException {
        HttpResponse<String> login = send(HttpRequest.newBuilder(api.resolve("/v1.0"))
                .header("X-Auth-User", user)
                .header("X-Auth-Key", apiKey));
        String token = login.headers().firstValue("X-Auth-Token").orElseThrow(() -> refused(login));
        URI mine =
                URI.create(login.headers().firstValue("X-Server-Management-Url").orElseThrow());
        Session session = new Session(api.resolve(mine.getPath() + "/"), token);
        removeOld(session);
        JsonNode made = session.call("POST", "loadbalancers", body()).path("loadBalancer");
        awaitActive(session, made.path("id").asInt());
        return URI.create(
                "http://" + made.path("virtualIps").path(0).path("address").asString() + ":" + PORT + "/");
    }

    private void removeOld(Session session) throws IOException, InterruptedException {
        for (JsonNode old : session.call("GET", "loadbalancers", "").path("loadBalancers")) {
            if (old.path("name").asString().equals(NAME)) {
                session.call("DELETE", "loadbalancers/" + old.path("id").asInt(), "");
            }
        }
    }

    private String body() {
        String nodes = servers.stream()
                .map(server ->
                        "{\"address\":\"127.0.0.1\",\"port\":%d,\"condition\":\"ENABLED\"}".formatted(server.port()))
                .collect(Collectors.joining(","));
        return """
                {"loadBalancer":{"name":"%s","protocol":"HTTP","port":%d,"algorithm":"ROUND_ROBIN",
                 "virtualIps":[{"type":"PUBLIC"}],"nodes":[%s]}}""".formatted(NAME, PORT, nodes);
    }

    private static void awaitActive(Session session, int id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            String status = session.call("GET", "loadbalancers/" + id, "")
                    .path("loadBalancer")
                    .path("status")
                    .asString();
            if (status.equals("ACTIVE")) {
                return;
            }
            if (status.equals("ERROR") || System.nanoTime() > deadline) {
                throw new IOException("the demo's load balancer " + id + " is " + status + "; the log says why");
            }
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static IllegalStateException refused(HttpResponse<String> answer) {
        return new IllegalStateException("the API answered " + answer.statusCode() + ": " + answer.body());
    }

    @Override
    public void close() {
        http.close();
        servers.forEach(SampleServer::close);
    }

    private final class Session {
        private final URI base;
        private final String token;

        Session(URI base, String token) {
            this.base = base;
            this.token = token;
        }

        JsonNode call(String verb, String path, String body) throws IOException, InterruptedException {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve(path))
                    .header("X-Auth-Token", token)
                    .header("Content-Type", "application/json")
                    .method(verb, HttpRequest.BodyPublishers.ofString(body)));
            if (answer.statusCode() >= 300) {
                throw new IOException("the API answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
        }
    }
}
