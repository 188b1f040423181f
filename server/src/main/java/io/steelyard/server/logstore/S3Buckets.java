package io.steelyard.server.logstore;

import io.steelyard.control.accesslog.BucketStore;
import io.steelyard.server.aws.AwsSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The buckets of S3 that one key may write to; requests name them in the path. Any thread. */
public final class S3Buckets implements BucketStore {
    private static final long SMALL_OCTETS = 64 << 10;
    /** For what is small: somebody may be waiting for it. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(10);

    private final StoreClient client = new StoreClient();
    private final URI endpoint;
    private final AwsSignature signature;
    private final InstantSource clock;

    /** @param endpoint scheme, host and port */
    public S3Buckets(URI endpoint, String region, String keyId, String secretKey, InstantSource clock) {
        this.endpoint = endpoint;
        this.signature = new AwsSignature(keyId, secretKey, region, "s3");
        this.clock = clock;
    }

    @Override
    public void put(String bucket, String key, Path content) throws IOException {
        URI target = endpoint.resolve("/" + bucket + "/" + key);
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        signature
                .headers("PUT", target, AwsSignature.sha256(content), clock.instant())
                .forEach(request::header);
        request.PUT(BodyPublishers.ofFile(content));
        Duration limit = Files.size(content) > SMALL_OCTETS ? StoreClient.ANSWER_LIMIT : SHORT_LIMIT;
        StoreClient.requireDone(client.send(request, limit), "PUT of " + target.getPath());
    }
}
