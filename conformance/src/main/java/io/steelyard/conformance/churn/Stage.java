package io.steelyard.conformance.churn;

import io.steelyard.conformance.OperatorClient;
import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A service of a run's own, whoever speaks to it, and nodes that are processes of their own. For one thread at a time. */
public final class Stage implements AutoCloseable {
    private static final int FIRST_NODE_PORT = 8000;

    private final SteelyardProcess service;
    private final RackspaceClient api;
    private final OperatorClient operator;
    private final Path journals;
    /** Of the nodes alone, so that no outgoing connection takes the port of one that is down for a moment. */
    private final InetAddress nodeAddress;

    private final List<NodeProcess> nodes = new ArrayList<>();

    private Stage(SteelyardProcess service, Path directory) throws IOException, InterruptedException {
        this.service = service;
        api = RackspaceClient.login(service.api(), service.data());
        operator = OperatorClient.of(service);
        journals = Files.createDirectories(directory.resolve("nodes"));
        ThreadLocalRandom random = ThreadLocalRandom.current();
        nodeAddress = InetAddress.getByName("127.%d.%d.1".formatted(random.nextInt(60, 100), random.nextInt(1, 255)));
    }

    /** Starts a service, all of whose files go into an empty directory. */
    public static Stage set(Path directory, String... options) throws IOException, InterruptedException {
        return setThrough(List.of(), directory, options);
    }

    /** The same, run by another program such as env, which must become the launcher. */
    public static Stage setThrough(List<String> runner, Path directory, String... options)
            throws IOException, InterruptedException {
        return new Stage(
                SteelyardProcess.startThrough(runner, directory.resolve("data"), "127.0.0.1:0", options), directory);
    }

    /** Starts one more node. */
    public NodeProcess node(String name) throws IOException {
        InetSocketAddress address = new InetSocketAddress(nodeAddress, FIRST_NODE_PORT + nodes.size());
        NodeProcess node = NodeProcess.start(name, address, journals);
        nodes.add(node);
        return node;
    }

    /** All that were started. */
    public List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    public SteelyardProcess service() {
        return service;
    }

    public RackspaceClient api() {
        return api;
    }

    public OperatorClient operator() {
        return operator;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        nodes.forEach(NodeProcess::close);
        operator.close();
        api.close();
        service.close();
    }
}
