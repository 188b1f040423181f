package io.steelyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.api.Answer;
import io.steelyard.api.RunningApi;
import io.steelyard.api.http.HttpLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final int LIMIT = HttpLimits.DEFAULT.bodyBytes();
    private static RunningApi api;
    private static RunningApi.Client client;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
        client = api.client();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void readsBodiesUpToTheLimit() {
        String nodes = "/loadbalancers/" + client.activeLoadBalancer() + "/nodes";

        assertThat(client.post(nodes, padded("{}", LIMIT)).status()).isEqualTo(400);

        Answer tooLarge = client.post(nodes, padded("{}", LIMIT + 1));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.names()).containsExactly("message", "code", "details");
    }

    @Test
    void limitsBodiesOfUnknownLengthToo() {
        byte[] huge = padded("{}", 8 * LIMIT).getBytes(StandardCharsets.UTF_8);

        Answer answer = api.send(client.request("/loadbalancers")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge))));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void inflatesGzip() throws IOException {
        assertThat(gzipped(RunningApi.MINIMAL).status()).isEqualTo(202);
    }

    @Test
    void limitsWhatABodyInflatesTo() throws IOException {
        assertThat(gzipped(padded("{}", 100 * LIMIT)).status()).isEqualTo(413);
    }

    @Test
    void refusesBrokenGzip() {
        Answer answer = encoded("gzip", "no gzip".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void refusesOtherEncodings() {
        assertThat(encoded("br", new byte[] {1}).status()).isEqualTo(415);
    }

    @Test
    void answersInGzipWhenAskedTo() throws Exception {
        var request = client.request("/loadbalancers/protocols").header("Accept-Encoding", "deflate, gzip;q=0.5");
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofInputStream());

            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(new String(new GZIPInputStream(answer.body()).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(client.get("/loadbalancers/protocols").body());
        }
    }

    @Test
    void answersPlainlyWhenGzipIsRefused() {
        Answer answer = api.send(client.request("/loadbalancers/protocols").header("Accept-Encoding", "gzip;q=0"));

        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.body()).startsWith("{\"protocols\"");
    }

    private static Answer gzipped(String body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return encoded("gzip", packed.toByteArray());
    }

    private static Answer encoded(String encoding, byte[] body) {
        return api.send(client.request("/loadbalancers")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static String padded(String body, int length) {
        return body + " ".repeat(length - body.length());
    }
}
