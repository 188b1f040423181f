package io.steelyard.bench.target;

import io.steelyard.conformance.RackspaceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** Makes load balancers as a tenant does. */
final class Balancers {
    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int AT_ONCE = 8;

    private final RackspaceClient client;

    Balancers(RackspaceClient client) {
        this.client = client;
    }

    /** The virtual IP of the balancer once it is ACTIVE. */
    String create(String body) throws IOException, InterruptedException {
        RackspaceClient.Answer answer = client.post("loadbalancers", body);
        if (answer.status() != 202) {
            throw new IOException("creating the load balancer was answered " + answer);
        }
        JsonNode created = answer.body().path("loadBalancer");
        awaitActive(created.path("id").asInt());
        return created.path("virtualIps").path(0).path("address").asString();
    }

    /**
     * The virtual IP of the last one, once all are ACTIVE.
     *
     * @param body by number from 0
     */
    String createMany(int count, IntFunction<String> body) throws IOException, InterruptedException {
        List<Future<String>> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int number = 0; number < count; number++) {
                String one = body.apply(number);
                made.add(threads.submit(() -> create(one)));
            }
            for (Future<String> one : made) {
                one.get();
            }
            return made.getLast().get();
        } catch (ExecutionException failed) {
            throw new IOException("creating load balancers failed: " + failed.getMessage(), failed);
        }
    }

    private void awaitActive(int id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ACTIVE_LIMIT.toNanos();
        for (String status = status(id); !status.equals("ACTIVE"); status = status(id)) {
            if (status.equals("ERROR") || System.nanoTime() > deadline) {
                throw new IOException("load balancer " + id + " is " + status + " instead of ACTIVE");
            }
            Thread.sleep(POLL);
        }
    }

    private String status(int id) throws IOException, InterruptedException {
        return client.get("loadbalancers/" + id)
                .body()
                .path("loadBalancer")
                .path("status")
                .asString();
    }
}
