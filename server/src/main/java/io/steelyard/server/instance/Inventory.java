package io.steelyard.server.instance;

import io.steelyard.domain.instance.InstanceId;
import io.steelyard.server.operator.OperatorToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An account's servers, by the operator's API of a service that runs. */
final class Inventory implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PART = 100;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI operator;
    private final Path data;
    private final String token;
    private final String instances;

    /**
     * @param operator the URL of its listener, without path
     * @param data the service's data directory, where the token is
     * @param account its name; empty for the first one
     * @throws InventoryException when the service cannot be asked, or has no such account
     */
    Inventory(URI operator, Path data, Optional<String> account) throws InventoryException, InterruptedException {
        this.operator = operator;
        this.data = data;
        this.token = token(data);
        String tenant = account.isPresent() ? tenant(account.get()) : first();
        this.instances = "/operator/v1/accounts/" + tenant + "/instances";
    }

    private static String token(Path data) throws InventoryException {
        try {
            return Files.readString(OperatorToken.file(data)).strip();
        } catch (IOException unreadable) {
            throw new InventoryException(
                    "the operator's token cannot be read: " + unreadable
                            + ". Name the service's directory with --data.",
                    unreadable);
        }
    }

    private String first() throws InventoryException {
        Properties credentials = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("credentials"))) {
            credentials.load(in);
        } catch (IOException unreadable) {
            throw new InventoryException(
                    "the first account cannot be read: " + unreadable + ". Name one with --account.", unreadable);
        }
        return credentials.getProperty("tenant-id", "");
    }

    private String tenant(String account) throws InventoryException, InterruptedException {
        long from = 1;
        while (true) {
            JsonNode accounts = send("GET", "/operator/v1/accounts?limit=" + PART + "&from=" + from, "")
                    .path("accounts");
            for (JsonNode each : accounts) {
                if (each.path("name").asString().equals(account)) {
                    return each.path("tenant").asString();
                }
                from = each.path("tenant").asLong() + 1;
            }
            if (accounts.size() < PART) {
                throw new InventoryException("there is no account " + account + ".");
            }
        }
    }

    /** All of them, by id. */
    JsonNode list() throws InventoryException, InterruptedException {
        return send("GET", instances, "").path("instances");
    }

    /** Adds one, or says anew what is known of it. */
    void put(String id, JsonNode instance) throws InventoryException, InterruptedException {
        requireId(id);
        send("PUT", instances + "/" + id, instance.toString());
    }

    void remove(String id) throws InventoryException, InterruptedException {
        requireId(id);
        send("DELETE", instances + "/" + id, "");
    }

    private static void requireId(String id) throws InventoryException {
        if (!InstanceId.isValid(id)) {
            throw new InventoryException(
                    "an instance's id is i- and 1 to 62 letters, digits, \"-\" and \"_\", not " + id);
        }
    }

    private JsonNode send(String verb, String path, String body) throws InventoryException, InterruptedException {
        URI target = operator.resolve(path);
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(LIMIT)
                .method(verb, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new InventoryException("it was refused with status " + answer.statusCode() + ": "
                        + answer.body().strip());
            }
            return answer.body().isEmpty()
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(answer.body());
        } catch (IOException | JacksonException unusable) {
            throw new InventoryException(
                    "no service can be asked by " + operator + ": " + unusable
                            + ". Name its operator's listener with --operator.",
                    unusable);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
