package io.steelyard.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the Rackspace dialect as any script would: plain HTTP, a token, JSON. */
public final class RackspaceClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    private RackspaceClient(URI api, String user, String apiKey) throws IOException, InterruptedException {
        HttpResponse<String> login = http.send(
                HttpRequest.newBuilder(api.resolve("/v1.0"))
                        .header("X-Auth-User", user)
                        .header("X-Auth-Key", apiKey)
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (login.statusCode() != 204) {
            throw new IOException("login was answered " + login.statusCode() + " " + login.body());
        }
        token = login.headers().firstValue("X-Auth-Token").orElseThrow();
        URI management =
                URI.create(login.headers().firstValue("X-Server-Management-Url").orElseThrow());
        base = api.resolve(management.getPath() + "/");
    }

    /** Logs in with the credentials that the service left in its data directory. */
    public static RackspaceClient login(URI api, Path data) throws IOException, InterruptedException {
        Properties credentials = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("credentials"))) {
            credentials.load(in);
        }
        return new RackspaceClient(api, credentials.getProperty("user"), credentials.getProperty("api-key"));
    }

    /** Logs in by name and API key. */
    public static RackspaceClient login(URI api, String user, String apiKey) throws IOException, InterruptedException {
        return new RackspaceClient(api, user, apiKey);
    }

    /** An answer with its body as JSON; an empty object when there is none. */
    public record Answer(int status, JsonNode body) {}

    /**
     * One call below the tenant's path.
     *
     * @throws IOException when no answer came: whether the service has done it is unknown then
     */
    public Answer call(String verb, String path, String body) throws IOException, InterruptedException {
        Map<String, String> fields = body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json");
        HttpResponse<byte[]> answer = send(verb, path, fields, body);
        return new Answer(
                answer.statusCode(),
                answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body()));
    }

    /**
     * One call below the tenant's path, its answer untouched.
     *
     * @param path may be absolute, which leaves the tenant's path
     * @param fields of the head besides the token
     * @throws IOException when no answer came: whether the service has done it is unknown then
     */
    public HttpResponse<byte[]> send(String verb, String path, Map<String, String> fields, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("X-Auth-Token", token)
                .timeout(LIMIT);
        fields.forEach(request::header);
        request.method(
                verb, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /**
     * What a GET is answered, untouched.
     *
     * @throws IOException also when it is anything but 200
     */
    public String text(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send("GET", path, Map.of(), "");
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " was answered " + answer.statusCode() + " " + text);
        }
        return text;
    }

    /** The path that all of the tenant's things are below, with a slash at its end. */
    public String tenantPath() {
        return base.getPath();
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    public Answer post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return call("DELETE", path, "");
    }

    @Override
    public void close() {
        http.close();
    }
}
