package io.steelyard.conformance.scale;

import io.steelyard.conformance.RackspaceClient;
import io.steelyard.conformance.RackspaceClient.Answer;
import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Many balancers, all with the same nodes. */
final class Crowd {
    private static final int PORT = 8080;
    private static final int PARALLEL = 8;
    private static final int PAGE = 100;
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
    private static final Duration SERVE_LIMIT = Duration.ofMinutes(1);

    /** All that can be turned on, with numbers that let the soak's own clients through. */
    private static final String FEATURES = """
            ,"healthMonitor":{"type":"HTTP","delay":60,"timeout":5,"attemptsBeforeDeactivation":3,
              "path":"/","statusRegex":"^200$","bodyRegex":".*"},
             "sessionPersistence":{"persistenceType":"HTTP_COOKIE"},
             "connectionThrottle":{"minConnections":10,"maxConnections":1000,"maxConnectionRate":100000,
              "rateInterval":60},
             "connectionLogging":{"enabled":true},
             "contentCaching":{"enabled":true},
             "accessList":[{"address":"10.0.0.0/8","type":"DENY"},{"address":"fd00::/8","type":"DENY"}],
             "metadata":[{"key":"stage","value":"scale"}]""";

    /** A balancer of the crowd. */
    record Member(int id, InetSocketAddress vip) {}

    private final List<Member> members;

    private Crowd(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /** Makes them, several at once, and waits until all are ACTIVE. */
    static Crowd create(RackspaceClient api, ScalePlan plan, NodeFarm farm) throws IOException, InterruptedException {
        String nodes = String.join(
                ",",
                IntStream.range(0, plan.nodes())
                        .mapToObj(i -> node(farm.address(i)))
                        .toList());
        List<Member> members = inParallel(IntStream.range(0, plan.balancers())
                .<Callable<Member>>mapToObj(i -> () -> create(api, i, nodes, plan.features() ? FEATURES : ""))
                .toList());
        Crowd crowd = new Crowd(members);
        crowd.awaitActive(api);
        return crowd;
    }

    private static Member create(RackspaceClient api, int index, String nodes, String features)
            throws IOException, InterruptedException {
        Answer made = api.post("loadbalancers", """
                {"loadBalancer":{"name":"scale-%d","protocol":"HTTP","port":%d,"algorithm":"ROUND_ROBIN",
                 "virtualIps":[{"type":"PUBLIC"}],"nodes":[%s]%s}}""".formatted(index, PORT, nodes, features));
        if (made.status() != 202) {
            throw new IOException("balancer " + index + ": the API answered " + made);
        }
        JsonNode balancer = made.body().path("loadBalancer");
        String address = balancer.path("virtualIps").path(0).path("address").asString();
        return new Member(balancer.path("id").asInt(), new InetSocketAddress(address, PORT));
    }

    static String node(InetSocketAddress address) {
        return "{\"address\":\"%s\",\"port\":%d,\"condition\":\"ENABLED\"}"
                .formatted(address.getAddress().getHostAddress(), address.getPort());
    }

    private void awaitActive(RackspaceClient api) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        for (int offset = 0; offset < members.size(); ) {
            List<String> statuses = new ArrayList<>();
            api.get(page(offset))
                    .body()
                    .path("loadBalancers")
                    .forEach(listed -> statuses.add(listed.path("status").asString()));
            if (statuses.stream().allMatch("ACTIVE"::equals)) {
                offset += PAGE;
            } else if (System.nanoTime() > deadline || statuses.contains("ERROR")) {
                throw new IOException("balancers from the " + offset + "th are " + statuses);
            } else {
                Thread.sleep(10);
            }
        }
    }

    /** The path of a page that begins after so many balancers. */
    static String page(int offset) {
        return "loadbalancers?limit=" + PAGE + "&offset=" + offset;
    }

    Member member(int index) {
        return members.get(index);
    }

    int size() {
        return members.size();
    }

    /** Asks each one until it answers. */
    void awaitServing() throws IOException, InterruptedException {
        inParallel(members.stream()
                .<Callable<Boolean>>map(member -> () -> awaitServing(member))
                .toList());
    }

    private static Boolean awaitServing(Member member) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SERVE_LIMIT.toNanos();
        while (true) {
            try (PlainConnection connection = PlainConnection.open(member.vip(), SERVE_LIMIT)) {
                int status = connection.get("/", true).status();
                if (status == 200) {
                    return true;
                }
                throw new IOException("answered " + status);
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("balancer " + member.id() + " does not serve", notYet);
                }
                Thread.sleep(1);
            }
        }
    }

    private static <R> List<R> inParallel(List<Callable<R>> work) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            List<R> results = new ArrayList<>();
            for (Future<R> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }
}
