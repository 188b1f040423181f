package io.steelyard.conformance.kill;

import io.steelyard.conformance.http.PlainAnswer;
import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A client of a balancer: twenty requests on one connection, then twenty on the next, each answered or failed. */
final class Traffic implements Runnable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int REQUESTS_PER_CONNECTION = 20;

    private final InetSocketAddress vip;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Optional<String> lastFailure = Optional.empty();
    private volatile boolean stopping;

    Traffic(InetSocketAddress vip) {
        this.vip = vip;
    }

    void stop() {
        stopping = true;
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    Optional<String> lastFailure() {
        return lastFailure;
    }

    @Override
    public void run() {
        while (!stopping) {
            try (PlainConnection connection = PlainConnection.open(vip, LIMIT)) {
                for (int i = 0; i < REQUESTS_PER_CONNECTION && !stopping; i++) {
                    ask(connection);
                    answered.incrementAndGet();
                }
            } catch (IOException failure) {
                failed.incrementAndGet();
                lastFailure = Optional.of(failure.toString());
                pause();
            }
        }
    }

    /** A refused connection costs nothing; asking again at once would only take the processor from who is to come back. */
    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ask(PlainConnection connection) throws IOException {
        PlainAnswer answer = connection.get("/", false);
        if (answer.status() != 200) {
            throw new IOException("answered " + answer.status());
        }
    }

    /** Whether the balancer answers one request now. */
    boolean isServed() {
        try (PlainConnection connection = PlainConnection.open(vip, LIMIT)) {
            ask(connection);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
