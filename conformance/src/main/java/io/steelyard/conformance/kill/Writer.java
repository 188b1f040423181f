package io.steelyard.conformance.kill;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** A client that makes, changes and deletes balancers without rest, and writes down what was acknowledged. */
final class Writer implements Runnable {
    private static final int MOST_BALANCERS = 6;
    private static final List<String> CONDITIONS = List.of("ENABLED", "DISABLED", "DRAINING");

    private final Supplier<RackspaceClient> client;
    private final Ledger ledger;
    private final Random random;
    private final int nodePort;
    private final List<String> violations;
    private final String prefix;
    private volatile boolean stopping;
    private int serial;

    /**
     * @param prefix of the names of its balancers, which no other writer uses
     * @param violations where an answer goes that no kill can excuse
     */
    Writer(
            Supplier<RackspaceClient> client,
            Ledger ledger,
            long seed,
            int nodePort,
            String prefix,
            List<String> violations) {
        this.client = client;
        this.ledger = ledger;
        this.random = new Random(seed);
        this.nodePort = nodePort;
        this.prefix = prefix;
        this.violations = violations;
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!stopping && !Thread.currentThread().isInterrupted()) {
            try {
                step();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void step() throws InterruptedException {
        List<Integer> sure = new ArrayList<>(ledger.expected().keySet());
        sure.removeIf(ledger::isUnsure);
        int dice = random.nextInt(10);
        if (sure.isEmpty() || (dice < 3 && sure.size() < MOST_BALANCERS)) {
            create();
            return;
        }
        int balancer = sure.get(random.nextInt(sure.size()));
        if (dice < 5) {
            delete(balancer);
        } else {
            changeNodes(balancer);
        }
    }

    private void create() throws InterruptedException {
        String body = """
                {"loadBalancer":{"name":"%s%d","protocol":"TCP","port":%d,"virtualIps":[{"type":"PUBLIC"}],
                 "nodes":[{"address":"127.0.0.1","port":%d,"condition":"ENABLED"}]}}""".formatted(prefix, serial++, 9000, nodePort);
        try {
            Answer answer = client.get().post("loadbalancers", body);
            if (answer.status() == 202) {
                ledger.created(answer.body().path("loadBalancer").path("id").asInt());
            } else {
                unless(answer, "create", 413);
                clearUp();
            }
        } catch (IOException lost) {
            pause();
        }
    }

    /** Deletes what lost answers left behind, before the account's limit is reached by it. */
    private void clearUp() throws IOException, InterruptedException {
        for (JsonNode left : client.get().get("loadbalancers").body().path("loadBalancers")) {
            int balancer = left.path("id").asInt();
            boolean sure = ledger.expected().containsKey(balancer) && !ledger.isUnsure(balancer);
            if (!sure && left.path("name").asString().startsWith(prefix)) {
                client.get().delete("loadbalancers/" + balancer);
                ledger.forget(balancer);
            }
        }
    }

    private void delete(int balancer) throws InterruptedException {
        try {
            Answer answer = client.get().delete("loadbalancers/" + balancer);
            if (answer.status() == 202) {
                ledger.deleted(balancer);
            } else {
                unless(answer, "delete " + balancer, 422);
            }
        } catch (IOException lost) {
            ledger.lost(balancer);
            pause();
        }
    }

    private void changeNodes(int balancer) throws InterruptedException {
        Map<Integer, String> nodes = ledger.expected().getOrDefault(balancer, Map.of());
        try {
            if (nodes.isEmpty() || (nodes.size() < 5 && random.nextBoolean())) {
                addNode(balancer);
            } else if (random.nextBoolean()) {
                changeCondition(balancer, nodes.keySet().iterator().next());
            } else {
                removeNode(balancer, nodes.keySet().iterator().next());
            }
        } catch (IOException lost) {
            ledger.lost(balancer);
            pause();
        }
    }

    private void changeCondition(int balancer, int node) throws IOException, InterruptedException {
        String condition = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
        Answer answer = client.get()
                .call(
                        "PUT",
                        "loadbalancers/" + balancer + "/nodes/" + node,
                        "{\"node\":{\"condition\":\"%s\"}}".formatted(condition));
        if (answer.status() == 202) {
            ledger.nodeIs(balancer, node, condition);
        } else {
            unless(answer, "change node " + node + " of " + balancer, 422);
        }
    }

    private void addNode(int balancer) throws IOException, InterruptedException {
        String body = "{\"nodes\":[{\"address\":\"127.0.1.%d\",\"port\":%d,\"condition\":\"ENABLED\"}]}"
                .formatted(1 + random.nextInt(250), 10_000 + random.nextInt(20_000));
        Answer answer = client.get().post("loadbalancers/" + balancer + "/nodes", body);
        if (answer.status() == 202) {
            ledger.nodeIs(
                    balancer, answer.body().path("nodes").path(0).path("id").asInt(), "ENABLED");
        } else {
            unless(answer, "add a node to " + balancer, 422);
        }
    }

    private void removeNode(int balancer, int node) throws IOException, InterruptedException {
        Answer answer = client.get().delete("loadbalancers/" + balancer + "/nodes/" + node);
        if (answer.status() == 202) {
            ledger.nodeRemoved(balancer, node);
        } else {
            unless(answer, "remove node " + node + " of " + balancer, 422);
        }
    }

    private void unless(Answer answer, String what, int excused) throws InterruptedException {
        // 503 is an honest answer of a service that is going down or coming up.
        if (answer.status() != excused && answer.status() != 503) {
            synchronized (violations) {
                violations.add(Map.of("write", what, "answer", answer).toString());
            }
        }
        pause();
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(5);
    }
}
