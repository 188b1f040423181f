package io.steelyard.server.account;

import io.steelyard.server.operator.OperatorToken;
import java.io.IOException;
import java.net.ConnectException;
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
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** One account, by the operator's API of a service that runs. */
public final class AccountClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PART = 100;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI operator;
    private final Path data;
    private final String token;
    private final String base;

    /**
     * @param operator the URL of its listener, without path
     * @param data the service's data directory, where the token is
     * @param account its name; empty for the first one
     * @throws AccountClientException when the service cannot be asked, or has no such account
     */
    AccountClient(URI operator, Path data, Optional<String> account)
            throws AccountClientException, InterruptedException {
        this.operator = operator;
        this.data = data;
        this.token = token(data);
        String tenant = account.isPresent() ? tenant(account.get()) : first();
        this.base = "/operator/v1/accounts/" + tenant;
    }

    private static String token(Path data) throws AccountClientException {
        try {
            return Files.readString(OperatorToken.file(data)).strip();
        } catch (IOException unreadable) {
            throw new AccountClientException(
                    "the operator's token cannot be read: " + unreadable
                            + ". Name the service's directory with --data.",
                    unreadable);
        }
    }

    private String first() throws AccountClientException {
        Properties credentials = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("credentials"))) {
            credentials.load(in);
        } catch (IOException unreadable) {
            throw new AccountClientException(
                    "the first account cannot be read: " + unreadable + ". Name one with --account.", unreadable);
        }
        return credentials.getProperty("tenant-id", "");
    }

    private String tenant(String account) throws AccountClientException, InterruptedException {
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
                throw new AccountClientException("there is no account " + account + ".");
            }
        }
    }

    /**
     * Asks, or tells.
     *
     * @param path below the account's
     * @param body JSON, or empty text for none
     * @return what is answered; an empty object for nothing
     * @throws AccountClientException when it is refused, or the service cannot be asked
     */
    public JsonNode ask(String verb, String path, String body) throws AccountClientException, InterruptedException {
        return send(verb, base + path, body);
    }

    private JsonNode send(String verb, String path, String body) throws AccountClientException, InterruptedException {
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
                throw refused(answer);
            }
            return answer.body().isEmpty()
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(answer.body());
        } catch (IOException | JacksonException unusable) {
            throw new AccountClientException(
                    "no service can be asked by " + operator + ": "
                            + (unusable instanceof ConnectException ? "nothing answers there" : unusable)
                            + ". Name its operator's listener with --operator.",
                    unusable);
        }
    }

    /** With the sentences of the answer, which is a problem (RFC 9457) unless something else than the service has given it. */
    private static AccountClientException refused(HttpResponse<String> answer) {
        JsonNode problem;
        try {
            problem = JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException other) {
            problem = MissingNode.getInstance();
        }
        StringJoiner sentences = new StringJoiner(" ");
        sentences.add(problem.path("detail").asString("Nothing says why (status " + answer.statusCode() + ")."));
        for (JsonNode violation : problem.path("violations")) {
            sentences.add(violation.path("attribute").asString("") + " must be "
                    + violation.path("mustBe").asString("") + ".");
        }
        return new AccountClientException(sentences.toString());
    }

    @Override
    public void close() {
        http.close();
    }
}
