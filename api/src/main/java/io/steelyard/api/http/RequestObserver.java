package io.steelyard.api.http;

import java.time.Duration;

/** Hears of every request that was answered, on whichever thread finished it; must not block. */
public interface RequestObserver {
    RequestObserver NOBODY = (method, path, status, took) -> {};

    /**
     * A request is over.
     *
     * @param path as it was asked for, without query
     * @param status of the answer; 0 when the connection went before there was one
     * @param took from its first byte to the end of its answer
     */
    void answered(String method, String path, int status, Duration took);
}
