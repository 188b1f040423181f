package io.steelyard.server.top;

import io.steelyard.server.operator.OperatorToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The operator's API of a service that runs. */
final class Operator implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI figures;
    private final String token;

    /**
     * @param url of its listener, without path
     * @param data the service's data directory, where the token is
     * @param nodes of how many nodes figures are wanted
     * @throws TopException when there is no token that may be read
     */
    Operator(URI url, Path data, int nodes) throws TopException {
        this.figures = url.resolve("/operator/v1/figures?nodes=" + nodes);
        try {
            this.token = Files.readString(OperatorToken.file(data)).strip();
        } catch (IOException unreadable) {
            throw new TopException(
                    "the operator's token cannot be read: " + unreadable
                            + ". Name the service's directory with --data.",
                    unreadable);
        }
    }

    /** What is seen now. */
    Sample look() throws TopException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(figures)
                .header("Authorization", "Bearer " + token)
                .timeout(LIMIT)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new TopException(figures + " was answered with status " + answer.statusCode() + ".");
            }
            return Sample.of(System.nanoTime(), JsonMapper.shared().readTree(answer.body()));
        } catch (IOException | JacksonException | IllegalArgumentException unusable) {
            throw new TopException(
                    "no service can be looked at by " + figures + ": " + unusable
                            + ". Name its operator's listener with" + " --operator.",
                    unusable);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
