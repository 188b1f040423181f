package io.steelyard.conformance.churn;

import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.http.PlainConnection;
import io.steelyard.conformance.soak.Findings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** All clients together. */
public final class Load {
    /** A balancer that fails this often is broken; asking on would only fill the report. */
    private static final int MOST_FAILURES = 1_000;

    private static final int REQUESTS_PER_KEPT_CONNECTION = 100;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicLong nextRequest = new AtomicLong(1);
    private final Collection<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Client> clients;
    private final List<Thread> threads;

    /** Starts to ask. */
    public Load(InetSocketAddress vip, int clients) {
        this(Collections.nCopies(clients, limit -> PlainConnection.open(vip, limit)), LIMIT);
    }

    /**
     * Starts to ask.
     *
     * @param doors one for each client; every other client asks a hundred requests on a connection, the rest one
     * @param limit for each wait of a client
     */
    public Load(List<Door> doors, Duration limit) {
        this.clients = IntStream.range(0, doors.size())
                .mapToObj(i -> new Client(
                        doors.get(i),
                        limit,
                        i % 2 == 0 ? REQUESTS_PER_KEPT_CONNECTION : 1,
                        nextRequest::getAndIncrement,
                        this::isWorthGoingOn))
                .toList();
        this.threads = this.clients.stream()
                .map(Thread.ofPlatform().name("client")::start)
                .toList();
    }

    private boolean isWorthGoingOn(Failure failure) {
        failures.add(failure);
        return failed.incrementAndGet() < MOST_FAILURES;
    }

    /** Whether it gave up. */
    public boolean isBroken() {
        return failed.get() >= MOST_FAILURES;
    }

    public long answered() {
        return clients.stream().mapToLong(Client::answered).sum();
    }

    /** So far, whatever their reason. */
    public int failures() {
        return failed.get();
    }

    /** Requests that had an answer, or failed. */
    public long asked() {
        return answered() + failures();
    }

    /** Waits until so many were asked, or it gave up. */
    public void awaitRequests(long number) throws InterruptedException {
        while (asked() < number && !isBroken()) {
            Thread.sleep(5);
        }
    }

    /** Ends every client after the request that it is at. */
    public void stop() throws InterruptedException {
        clients.forEach(Client::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Only after {@link #stop}. */
    public List<Failure> everyFailure() {
        return List.copyOf(failures);
    }

    /** Only after {@link #stop}: notes each failure. */
    public void noteFailures(Findings findings) {
        failures.forEach(one ->
                findings.violate("request %d failed, seen %s: %s".formatted(one.request(), one.at(), one.reason())));
    }

    /** Only after {@link #stop}. */
    public Latencies.Summary latency() {
        return Latencies.merged(clients.stream().map(Client::latencies).toList())
                .summary();
    }
}
