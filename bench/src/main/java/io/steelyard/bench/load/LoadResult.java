package io.steelyard.bench.load;

/**
 * What the client counted in one run.
 *
 * @param requests answered completely, whatever their status
 * @param connectErrors connections that were not made
 * @param readErrors connections that broke while an answer was awaited
 * @param writeErrors connections that broke while a request was sent
 * @param timeouts answers that took more than two seconds
 * @param statusErrors answers with a status of 400 or above
 * @param p50Micros the median from request to complete answer, in microseconds
 * @param p99Micros the 99th percentile of the same
 * @param p999Micros the 99.9th percentile of the same; 0 where the client does not tell
 */
public record LoadResult(
        long requests,
        long durationMicros,
        long connectErrors,
        long readErrors,
        long writeErrors,
        long timeouts,
        long statusErrors,
        long p50Micros,
        long p99Micros,
        long p999Micros) {

    public long failed() {
        return connectErrors + readErrors + writeErrors + timeouts + statusErrors;
    }

    public double requestsPerSecond() {
        return requests * 1e6 / durationMicros;
    }
}
