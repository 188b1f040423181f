package io.steelyard.proxy.http;

import static org.awaitility.Awaitility.await;

import io.steelyard.proxy.TestBalancer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Clients that send one GET after another on kept connections, and never one again. A client that is told that its
 * connection ends makes a new one; every other end is a failure.
 */
final class SteadyClients implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Supplier<TestBalancer> balancer;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReadWriteLock connecting = new ReentrantReadWriteLock();
    private final AtomicLong answers = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean done;

    private SteadyClients(Supplier<TestBalancer> balancer) {
        this.balancer = balancer;
    }

    static SteadyClients start(int clients, Supplier<TestBalancer> balancer) {
        SteadyClients started = new SteadyClients(balancer);
        for (int i = 0; i < clients; i++) {
            started.threads.submit(started::run);
        }
        return started;
    }

    /** A change that may move the address: who connects then, connects before or after it. Open connections go on. */
    void whileNoneConnects(Runnable change) {
        connecting.writeLock().lock();
        try {
            change.run();
        } finally {
            connecting.writeLock().unlock();
        }
    }

    /** Until so many more requests were answered, or one failed. */
    void awaitAnswers(int more) {
        long wanted = answers.get() + more;
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> answers.get() >= wanted || !failures.isEmpty());
    }

    /** What failed, after every request was answered. */
    List<String> finish() {
        done = true;
        threads.close();
        return new ArrayList<>(failures);
    }

    private void run() {
        while (!done) {
            try (HttpTestClient client = connect()) {
                serve(client);
            } catch (IOException | RuntimeException failed) {
                failures.add("after " + answers.get() + " answers: " + failed);
            }
        }
    }

    private HttpTestClient connect() throws IOException {
        connecting.readLock().lock();
        try {
            return new HttpTestClient(balancer.get());
        } finally {
            connecting.readLock().unlock();
        }
    }

    private void serve(HttpTestClient client) throws IOException {
        boolean another = true;
        while (another && !done) {
            Received answer = client.get("/").receive();
            if (answer.status() != 200) {
                throw new IOException(answer.firstLine());
            }
            answers.incrementAndGet();
            another = !answer.fields("connection").contains("close");
        }
    }

    @Override
    public void close() {
        done = true;
        threads.close();
    }
}
