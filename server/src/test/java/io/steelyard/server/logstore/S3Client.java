package io.steelyard.server.logstore;

import io.steelyard.server.aws.AwsSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Asks a server's S3, signed by its user. */
record S3Client(SwiftServer server, Path directory) {
    static final String REGION = "us-east-1";

    HttpResponse<byte[]> ask(String method, String path) throws IOException {
        URI target = server.url().resolve(path);
        Path nothing = Files.write(directory.resolve("nothing"), new byte[0]);
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        new AwsSignature(SwiftServer.USER, SwiftServer.KEY, REGION, "s3")
                .headers(method, target, AwsSignature.sha256(nothing), Instant.now())
                .forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.method(method, HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
