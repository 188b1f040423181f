package io.steelyard.server.logstore;

import io.steelyard.control.accesslog.BucketStore;
import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.nio.file.Path;

/** One bucket for all tenants; keys are {@code {tenant}/{container}/{object}}. Any thread. */
public final class S3LogStore implements LogStore {
    private final BucketStore buckets;
    private final String bucket;

    public S3LogStore(BucketStore buckets, String bucket) {
        this.buckets = buckets;
        this.bucket = bucket;
    }

    @Override
    public void put(TenantId tenant, String container, String object, Path content) throws IOException {
        buckets.put(bucket, tenant + "/" + container + "/" + object, content);
    }
}
