package io.steelyard.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;

/** Speaks to the operator's listener as its scripts would: with the token that the service left in its data directory. */
public final class OperatorClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LABEL = "Operator";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    private OperatorClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Finds the listener in what the service printed when it started. */
    public static OperatorClient of(SteelyardProcess service) throws IOException {
        String line = service.output().stream()
                .filter(printed -> printed.startsWith(LABEL))
                .findFirst()
                .orElseThrow(() -> new IOException("no operator's listener was printed"));
        URI printed = URI.create(line.substring(LABEL.length()).strip().split(",")[0]);
        return new OperatorClient(
                printed,
                Files.readString(service.data().resolve("operator-token")).strip());
    }

    /** Where the listener is. */
    public URI base() {
        return base;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
