package io.steelyard.conformance.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A network of its own, with loopback and one more interface, that nothing outside can reach. */
final class NetworkNamespace implements AutoCloseable {
    static final String DEVICE = "vip0";
    private final String name;

    private NetworkNamespace(String name) {
        this.name = name;
    }

    /** Why none can be made here; empty when one can. */
    static Optional<String> whyNot() {
        try (NetworkNamespace probe =
                make("steelyard-probe-" + ProcessHandle.current().pid())) {
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("no network namespace can be made here: " + refused.getMessage());
        }
    }

    static NetworkNamespace make(String name) throws IOException {
        run(List.of("ip", "netns", "add", name));
        NetworkNamespace made = new NetworkNamespace(name);
        try {
            made.ip("link", "set", "lo", "up");
            made.ip("link", "add", DEVICE, "type", "veth", "peer", "name", "vip1");
            made.ip("link", "set", "vip1", "up");
            made.ip("link", "set", DEVICE, "up");
        } catch (IOException refused) {
            made.close();
            throw refused;
        }
        return made;
    }

    /** Lays a wire from here to another one: an interface of this name at both ends, each with an address. */
    void connect(String wire, String here, NetworkNamespace other, String there) throws IOException {
        ip("link", "add", wire, "type", "veth", "peer", "name", wire, "netns", other.name);
        for (NetworkNamespace end : List.of(this, other)) {
            end.ip("addr", "add", end == this ? here : there, "dev", wire);
            end.ip("link", "set", wire, "up");
        }
    }

    /** What a command has to begin with to run in it. */
    List<String> runner() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Runs a command in it and returns what it prints. */
    String exec(String... command) throws IOException {
        List<String> all = new ArrayList<>(runner());
        all.addAll(List.of(command));
        return run(all);
    }

    String ip(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "-n", name));
        all.addAll(List.of(arguments));
        return run(all);
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException(hurried);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        run(List.of("ip", "netns", "delete", name));
    }
}
