package io.steelyard.control.accesslog;

import java.io.IOException;
import java.nio.file.Path;

/** Buckets that logs are delivered to, by whatever name. Any thread. */
public interface BucketStore {
    /**
     * Keeps a file as an object of a bucket. What has the same key is replaced, so that a put whose end was not seen may be
     * done again. It is kept when this returns.
     *
     * @param key ASCII letters, digits, '.', '-', '_', '~' and '/'
     * @throws LogRefusedException when the bucket does not take it; others may
     * @throws IOException when the store is away
     */
    void put(String bucket, String key, Path content) throws IOException;
}
