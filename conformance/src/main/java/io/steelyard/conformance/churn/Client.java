package io.steelyard.conformance.churn;

import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.http.PlainAnswer;
import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Asks one request after the other, each once, and looks at every answer. */
final class Client implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Door door;
    private final Duration limit;
    private final int requestsPerConnection;
    private final LongSupplier ids;
    private final Predicate<Failure> failures;
    private final Latencies latencies = new Latencies();
    private volatile long answered;
    private volatile boolean stopping;

    /**
     * @param limit for each wait
     * @param ids gives each request its own
     * @param failures hears of each; false ends this client
     */
    Client(Door door, Duration limit, int requestsPerConnection, LongSupplier ids, Predicate<Failure> failures) {
        this.door = door;
        this.limit = limit;
        this.requestsPerConnection = requestsPerConnection;
        this.ids = ids;
        this.failures = failures;
    }

    /** It finishes the request that it is at. */
    void stop() {
        stopping = true;
    }

    long answered() {
        return answered;
    }

    /** Only after its thread has ended. */
    Latencies latencies() {
        return latencies;
    }

    @Override
    public void run() {
        while (!stopping) {
            askOnOneConnection();
        }
    }

    private void askOnOneConnection() {
        long request = ids.getAsLong();
        try (PlainConnection connection = door.open(limit)) {
            for (int left = requestsPerConnection - 1; ask(connection, request, left == 0); left--) {
                request = ids.getAsLong();
            }
        } catch (IOException failed) {
            failed(request, failed.toString());
        }
    }

    /** Returns whether another is to follow on this connection. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // This thread alone writes.
    private boolean ask(PlainConnection connection, long request, boolean last) throws IOException {
        long began = System.nanoTime();
        PlainAnswer answer = connection.get("/" + request, last);
        if (answer.status() != 200) {
            throw new IOException("answered " + answer.status());
        }
        if (!Body.answers(request, answer.text())) {
            throw new IOException("answered \"" + answer.text() + "\"");
        }
        latencies.addNanos(System.nanoTime() - began);
        answered++;
        return answer.keepsOpen() && !stopping;
    }

    private void failed(long request, String reason) {
        if (!failures.test(new Failure(request, Instant.now(), System.nanoTime(), reason))) {
            stop();
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
