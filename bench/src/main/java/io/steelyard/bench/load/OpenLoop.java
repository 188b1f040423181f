package io.steelyard.bench.load;

import java.io.IOException;
import java.net.URI;
import java.util.Random;

/**
 * Sends at a rate whatever the target does: gaps between requests are random with an exponential distribution, as those
 * of many independent users are, and come from a fixed seed. A request counts from the moment when it was due, also when
 * all connections were busy then, so that one slow answer shows in all that had to wait for it. Without a rate it sends
 * whenever a connection is free. One thread; it allocates nothing while it measures.
 */
public final class OpenLoop implements Client {
    private static final long SEED = 42;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long ANSWER_LIMIT_NANOS = 2 * NANOS_PER_SECOND;

    @Override
    public LoadResult run(URI url, Load load) throws IOException {
        // What setting up leaves behind is not to be collected while it measures.
        try (Exchanges exchanges = Exchanges.open(url, load.connections())) {
            System.gc();
            return load.rate().isPresent()
                    ? atRate(exchanges, load.rate().getAsDouble(), load.length().toNanos())
                    : asItCan(exchanges, load.length().toNanos());
        }
    }

    private static LoadResult atRate(Exchanges exchanges, double rate, long length) throws IOException {
        Random random = new Random(SEED);
        long start = System.nanoTime();
        double due = 0;
        while (due < length) {
            long now = System.nanoTime() - start;
            while (due <= now && due < length && exchanges.hasFree()) {
                exchanges.send(start + (long) due);
                due += -Math.log(1 - random.nextDouble()) / rate * NANOS_PER_SECOND;
            }
            if (now > length + ANSWER_LIMIT_NANOS) {
                throw new IOException("it falls too far behind the rate");
            }
            exchanges.receive();
        }
        return exchanges.finish(length, ANSWER_LIMIT_NANOS);
    }

    private static LoadResult asItCan(Exchanges exchanges, long length) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < length) {
            while (exchanges.hasFree()) {
                exchanges.send(System.nanoTime());
            }
            exchanges.receive();
        }
        return exchanges.finish(length, ANSWER_LIMIT_NANOS);
    }
}
