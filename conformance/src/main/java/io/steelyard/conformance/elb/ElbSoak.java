package io.steelyard.conformance.elb;

import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.conformance.elb.ElbInstances.Member;
import io.steelyard.conformance.figures.Latencies;
import io.steelyard.conformance.figures.ProcessFigures;
import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes many classic load balancers over the Query API and measures what its clients notice. */
public final class ElbSoak implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b");
    private static final int FRONT_PORT = 8080;
    private static final int PARALLEL = 8;
    private static final int WARM_UP_ROUNDS = 100;
    private static final int WARM_UP_REGISTRATIONS = 5;
    private static final int PAGE = 20;
    private static final int SEED = 1;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final Pattern NAME = Pattern.compile("<LoadBalancerName>(.*?)</LoadBalancerName>");
    private static final Pattern INSTANCE = Pattern.compile("<InstanceId>");
    private static final Pattern IN_SERVICE = Pattern.compile("<State>InService</State>");
    private static final Pattern NEXT = Pattern.compile("<NextMarker>(.*?)</NextMarker>");
    private static final Pattern ADDRESS = Pattern.compile("<DNSName>(.*?)</DNSName>");

    private final ElbPlan plan;
    private final PrintStream report;
    private final List<Member> members;
    private final ElbInstances instances;
    private final SteelyardProcess service;
    private final QueryClient api;
    private final List<String> violations = new ArrayList<>();
    private final Random random = new Random(SEED);

    /** Starts a service and instances of its own, all of whose files go into an empty directory. */
    public ElbSoak(ElbPlan plan, Path directory, PrintStream report) throws IOException, InterruptedException {
        this.plan = plan;
        this.report = report;
        // The last one is nobody's: it is registered and deregistered.
        members = IntStream.rangeClosed(0, plan.instances())
                .mapToObj(i -> new Member("i-%08x".formatted(i), ZONES.get(i % ZONES.size())))
                .toList();
        instances = ElbInstances.start(members);
        List<String> options = new ArrayList<>(instances.options());
        options.addAll(List.of(
                "--public-vips",
                "127.%d.0.0/16".formatted(ThreadLocalRandom.current().nextInt(110, 250)),
                "--limits",
                "loadbalancers=" + plan.balancers() + ",nodes=" + members.size()));
        service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", options.toArray(String[]::new));
        api = new QueryClient(service.api(), ElbInstances.KEY, ElbInstances.SECRET, REGION);
    }

    /** Runs the plan to its end. */
    public ElbResult run() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<InetSocketAddress> doors = createAll();
        double createSeconds = (System.nanoTime() - began) / 1e9;
        report.printf("%,d load balancers made in %.1f s%n", doors.size(), createSeconds);

        int listed = walk();
        int page = Math.min(plan.balancers(), 400);
        Described all = describe(Map::of, page);
        report.println("all: " + all.times());
        Described one = describe(() -> Map.of("LoadBalancerNames.member.1", name(anyBalancer())), 1);
        report.println("by name: " + one.times());
        int small = Math.min(plan.balancers(), PAGE);
        Described twenty = describe(
                () -> Map.of(
                        "PageSize",
                        Integer.toString(small),
                        "Marker",
                        name(random.nextInt(plan.balancers() - small + 1) - 1)),
                small);
        report.println("page of " + small + ": " + twenty.times());
        Latencies.Summary health = health();
        Latencies registered = new Latencies();
        Latencies served = new Latencies();
        for (int i = -Math.min(WARM_UP_REGISTRATIONS, plan.registrations()); i < plan.registrations(); i++) {
            if (i == 0) {
                registered = new Latencies();
                served = new Latencies();
            }
            int balancer = anyBalancer();
            register(balancer, doors.get(balancer), registered, served);
        }
        return new ElbResult(
                plan,
                createSeconds,
                listed,
                all.times(),
                one.times(),
                twenty.times(),
                List.of(all.cpuMs(), one.cpuMs(), twenty.cpuMs()),
                health,
                registered.summary(),
                served.summary(),
                List.copyOf(violations));
    }

    private int anyBalancer() {
        return random.nextInt(plan.balancers());
    }

    /** Names sort as their numbers; that of -1 comes before all. */
    private static String name(int balancer) {
        return "lb-%06d".formatted(balancer + 1);
    }

    private List<InetSocketAddress> createAll() throws IOException, InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<InetSocketAddress>> made = clients.invokeAll(IntStream.range(0, plan.balancers())
                    .<Callable<InetSocketAddress>>mapToObj(i -> () -> create(name(i)))
                    .toList());
            List<InetSocketAddress> doors = new ArrayList<>();
            for (Future<InetSocketAddress> each : made) {
                doors.add(each.get());
            }
            return doors;
        } catch (ExecutionException failed) {
            throw new IOException("a load balancer could not be made", failed);
        }
    }

    private InetSocketAddress create(String name) throws IOException, InterruptedException {
        Map<String, String> wanted = about(name);
        wanted.put("Listeners.member.1.Protocol", "HTTP");
        wanted.put("Listeners.member.1.LoadBalancerPort", Integer.toString(FRONT_PORT));
        wanted.put("Listeners.member.1.InstancePort", instances.port());
        for (int i = 0; i < ZONES.size(); i++) {
            wanted.put("AvailabilityZones.member." + (i + 1), ZONES.get(i));
        }
        String address = first(ADDRESS, api.call("CreateLoadBalancer", wanted));
        Map<String, String> check = about(name);
        check.put("HealthCheck.Target", "HTTP:" + instances.port() + "/");
        check.put("HealthCheck.Interval", Long.toString(plan.interval().toSeconds()));
        check.put("HealthCheck.Timeout", "2");
        check.put("HealthCheck.UnhealthyThreshold", "2");
        check.put("HealthCheck.HealthyThreshold", "2");
        api.call("ConfigureHealthCheck", check);
        api.call("RegisterInstancesWithLoadBalancer", with(name, members.subList(0, plan.instances())));
        return new InetSocketAddress(address, FRONT_PORT);
    }

    private static Map<String, String> about(String balancer) {
        return new HashMap<>(Map.of("LoadBalancerName", balancer));
    }

    private static Map<String, String> with(String balancer, List<Member> instances) {
        Map<String, String> all = about(balancer);
        for (int i = 0; i < instances.size(); i++) {
            all.put(
                    "Instances.member." + (i + 1) + ".InstanceId",
                    instances.get(i).id());
        }
        return all;
    }

    private static String first(Pattern pattern, String text) throws IOException {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + pattern + " in " + text));
    }

    /** How many load balancers the pages name one after the other, each counted once. */
    private int walk() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        Map<String, String> asked = new HashMap<>(Map.of("PageSize", Integer.toString(PAGE)));
        while (true) {
            String page = api.call("DescribeLoadBalancers", asked);
            names(page).forEach(names::add);
            if (!NEXT.matcher(page).find()) {
                break;
            }
            asked.put("Marker", first(NEXT, page));
        }
        if (!names.equals(
                IntStream.range(0, plan.balancers()).mapToObj(ElbSoak::name).toList())) {
            violations.add("walking through the pages found " + names);
        }
        return (int) names.stream().distinct().count();
    }

    private static Stream<String> names(String page) {
        return NAME.matcher(page).results().map((MatchResult found) -> found.group(1));
    }

    /** @param cpuMs of the control process for each */
    private record Described(Latencies.Summary times, double cpuMs) {}

    private Described describe(Supplier<Map<String, String>> asked, int expected)
            throws IOException, InterruptedException {
        Latencies times = new Latencies();
        double cpuBefore = 0;
        for (int i = -Math.min(WARM_UP_ROUNDS, plan.rounds()); i < plan.rounds(); i++) {
            if (i == 0) {
                cpuBefore = ProcessFigures.cpuSeconds(service.control());
            }
            Map<String, String> parameters = asked.get();
            long began = System.nanoTime();
            String answer = api.call("DescribeLoadBalancers", parameters);
            if (i >= 0) {
                times.addNanos(System.nanoTime() - began);
            }
            long balancers = names(answer).count();
            long described = INSTANCE.matcher(answer).results().count();
            if (balancers != expected || described != (long) expected * plan.instances()) {
                violations.add("%s described %d load balancers with %d instances in all"
                        .formatted(parameters, balancers, described));
            }
        }
        double cpu = ProcessFigures.cpuSeconds(service.control()) - cpuBefore;
        return new Described(times.summary(), cpu * 1_000 / Math.max(1, plan.rounds()));
    }

    private Latencies.Summary health() throws IOException, InterruptedException {
        Latencies times = new Latencies();
        for (int i = 0; i < plan.rounds(); i++) {
            String balancer = name(anyBalancer());
            long began = System.nanoTime();
            String answer = api.call("DescribeInstanceHealth", about(balancer));
            times.addNanos(System.nanoTime() - began);
            if (IN_SERVICE.matcher(answer).results().count() != plan.instances()) {
                violations.add("not all instances of " + balancer + " are in service: " + answer);
            }
        }
        return times.summary();
    }

    /** Leaves the load balancer as it was. */
    private void register(int balancer, InetSocketAddress door, Latencies registered, Latencies served)
            throws IOException, InterruptedException {
        Member more = members.getLast();
        Map<String, String> asked = with(name(balancer), List.of(more));
        try (PlainConnection client = PlainConnection.open(door, ANSWER_LIMIT)) {
            // The way is warm, as that of a client who is there already.
            client.get("/", false);
            long began = System.nanoTime();
            api.call("RegisterInstancesWithLoadBalancer", asked);
            registered.addNanos(System.nanoTime() - began);
            long deadline = began + plan.interval().plus(ANSWER_LIMIT).toNanos();
            while (!client.get("/", false).text().equals(more.id())) {
                if (System.nanoTime() > deadline) {
                    violations.add(more.id() + " got no request of " + name(balancer));
                    break;
                }
            }
            served.addNanos(System.nanoTime() - began);
        }
        api.call("DeregisterInstancesFromLoadBalancer", asked);
        try (PlainConnection client = PlainConnection.open(door, ANSWER_LIMIT)) {
            for (int i = 0; i < 2 * members.size(); i++) {
                if (client.get("/", false).text().equals(more.id())) {
                    violations.add(more.id() + " got a request of " + name(balancer) + " after it was deregistered");
                }
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        api.close();
        service.close();
        instances.close();
    }
}
