package io.steelyard.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A balancer over one node or none, as its tenant and its clients see it. */
record Balancer(int id, InetSocketAddress address) {
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int PORT = 8080;

    /** Made and ACTIVE. @param attributes beside the usual ones, as JSON members */
    static Balancer create(RackspaceClient client, String protocol, List<Integer> nodePorts, String attributes)
            throws Exception {
        List<String> nodes = nodePorts.stream()
                .map("{\"address\":\"127.0.0.1\",\"port\":%d,\"condition\":\"ENABLED\"}"::formatted)
                .toList();
        Answer made = client.post("loadbalancers", """
                {"loadBalancer":{"name":"web","protocol":"%s","port":%d,%s,"nodes":[%s],
                 "virtualIps":[{"type":"PUBLIC"}]}}""".formatted(protocol, PORT, attributes, String.join(",", nodes)));
        assertThat(made.status()).as(made.toString()).isEqualTo(202);
        JsonNode body = made.body().path("loadBalancer");
        Balancer balancer = new Balancer(
                body.path("id").asInt(),
                new InetSocketAddress(body.at("/virtualIps/0/address").asString(), PORT));
        balancer.awaitActive(client);
        return balancer;
    }

    /** Changes something of it, and waits until that is served. */
    void change(RackspaceClient client, String verb, String below, String body) throws Exception {
        Answer changed = client.call(verb, "loadbalancers/" + id + below, body);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(202);
        awaitActive(client);
    }

    private void awaitActive(RackspaceClient client) {
        await().atMost(LIMIT)
                .until(() -> client.get("loadbalancers/" + id)
                        .body()
                        .at("/loadBalancer/status")
                        .asString()
                        .equals("ACTIVE"));
    }

    /** Its answer, on a connection of its own. @param fields names and values in turn */
    HttpResponse<String> ask(String method, String path, String... fields) throws IOException, InterruptedException {
        URI target = URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(LIMIT);
        if (fields.length > 0) {
            request.headers(fields);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** A connection whose reads do not wait longer than the usual time-out of a balancer. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.connect(address, (int) LIMIT.toMillis());
        return socket;
    }
}
