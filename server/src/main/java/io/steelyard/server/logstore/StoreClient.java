package io.steelyard.server.logstore;

import io.steelyard.control.accesslog.LogRefusedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a store over HTTP, each wait limited. Any thread. */
final class StoreClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @throws IOException when there is no answer */
    HttpResponse<Void> send(HttpRequest.Builder request) throws IOException {
        return send(request, ANSWER_LIMIT);
    }

    /** The same with less time for the answer. */
    HttpResponse<Void> send(HttpRequest.Builder request, Duration limit) throws IOException {
        try {
            return http.send(request.timeout(limit).build(), HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    /**
     * Requires an answer to say that it was done.
     *
     * @throws LogRefusedException when it says that it never will be
     * @throws IOException when it may be done later
     */
    static void requireDone(HttpResponse<?> answer, String what) throws IOException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String sentence = what + " was answered " + status;
        if (status >= SERVER_ERROR || status == TOO_MANY) {
            throw new IOException(sentence);
        }
        throw new LogRefusedException(sentence);
    }
}
