package io.steelyard.server.logstore;

import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.InstantSource;

/** One bucket of S3 for all tenants; keys are {@code {tenant}/{container}/{object}}. Any thread. */
public final class S3LogStore implements LogStore {
    private final StoreClient client = new StoreClient();
    private final URI endpoint;
    private final String bucket;
    private final AwsSignature signature;
    private final InstantSource clock;

    /** @param endpoint scheme, host and port */
    public S3LogStore(URI endpoint, String bucket, String region, String keyId, String secretKey, InstantSource clock) {
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.signature = new AwsSignature(keyId, secretKey, region, "s3");
        this.clock = clock;
    }

    @Override
    public void put(TenantId tenant, String container, String object, Path content) throws IOException {
        URI target = endpoint.resolve("/" + bucket + "/" + tenant + "/" + container + "/" + object);
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        signature
                .headers("PUT", target, AwsSignature.sha256(content), clock.instant())
                .forEach(request::header);
        StoreClient.requireDone(client.send(request.PUT(BodyPublishers.ofFile(content))), "PUT of " + target.getPath());
    }
}
