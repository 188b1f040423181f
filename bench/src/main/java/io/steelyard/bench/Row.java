package io.steelyard.bench;

import static io.steelyard.bench.Goal.cpu;
import static io.steelyard.bench.Goal.throughput;

import io.steelyard.bench.load.Clients;
import io.steelyard.bench.result.Aim;
import io.steelyard.bench.target.Contender;
import io.steelyard.bench.target.Entrance;
import java.util.Arrays;
import java.util.Locale;

/** One thing to be measured; a row of the table of figures. */
enum Row {
    /** Small answers over connections that stay open. */
    KEEP_ALIVE(Scenario.of(Entrance.HTTP, "/", 64, ahead(0.60, 1.25)), Plan.of(3, 3, 4, 16)),
    /** The same over many connections. */
    KEEP_ALIVE_512(Scenario.of(Entrance.HTTP, "/", 512, ahead(0.60, 1.25)), Plan.of(2, 3, 4, 14)),
    /** Small answers, each over a connection of the client's own. */
    CONNECTION_PER_REQUEST(
            Scenario.of(Entrance.HTTP, "/", 64, ahead(0.75, 1.10)).withoutKeepAlive(), Plan.of(2, 3, 4, 14)),
    /** Answers of 64 KiB. */
    BODIES_64K(Scenario.of(Entrance.HTTP, "/64k", 64, ahead(0.60, 1.15)), Plan.of(2, 3, 4, 14)),
    /** Small requests and answers through a balancer that does not look at them. */
    TCP_SMALL(Scenario.of(Entrance.TCP, "/", 64, ahead(0.75, 1.12)), Plan.of(2, 3, 4, 14)),
    /** Streams of 10 MiB through the same; a request of this row is one of them. */
    TCP_STREAM(
            Scenario.of(Entrance.TCP, "/10m", 8, ahead(0.45, 1.05))
                    .between(Contender.HAPROXY, Contender.STEELYARD, Contender.HAPROXY_SPLICE)
                    .withGoals(cpu("steelyard", "haproxy-splice", 1.00)),
            Plan.of(2, 3, 4, 14)),
    /** Small answers over TLS connections that stay open. */
    TLS_KEEP_ALIVE(Scenario.of(Entrance.HTTPS, "/", 64, ahead(0.65, 1.18)), Plan.of(2, 3, 4, 14)),
    /** Small answers, each over a new TLS connection that carries on a session. */
    TLS_CONNECTION_PER_REQUEST(
            Scenario.of(Entrance.HTTPS, "/", 64, ahead(0.85, 1.10)).withoutKeepAlive(), Plan.of(2, 3, 4, 14)),
    /** Small answers, each with a full TLS handshake. */
    TLS_FULL_HANDSHAKE(Scenario.of(Entrance.HTTPS, "/", 64, ahead(0.85, 1.10)).by(Clients::ab), Plan.of(2, 3, 4, 14)),
    /** Small answers over HTTP/2 in TLS, with 100 streams on each connection. */
    HTTP2(Scenario.of(Entrance.HTTPS, "/", 4, ahead(0.80, 1.05)).by(Clients::h2load), Plan.of(2, 3, 4, 14)),
    /** As keep-alive, with an access log, an access list, a throttle and sessions. */
    FEATURES(
            Scenario.of(Entrance.HTTP, "/", 64)
                    .between(Contender.HAPROXY_FEATURES, Contender.STEELYARD_FEATURES, Contender.STEELYARD)
                    .withGoals(
                            cpu("steelyard-features", "haproxy-features", 0.65),
                            cpu("steelyard-features", "steelyard", 1.15)),
            Plan.of(2, 3, 4, 14)),
    /** As keep-alive, with a thousand load balancers of ten nodes in place of one. */
    BALANCERS(
            Scenario.of(Entrance.HTTP, "/", 64)
                    .between(Contender.BALANCERS_1, Contender.BALANCERS_1000)
                    .withGoals(cpu("balancers-1000", "balancers-1", 1.05)),
            Plan.of(1, 9, 4, 8)),
    /** How late the last answers are, at 70 % of what the weaker of two does. */
    TAIL(
            Scenario.of(Entrance.HTTP, "/", 256)
                    .by(Clients::openLoop)
                    .between(Contender.HAPROXY, Contender.STEELYARD)
                    .atShare(0.70)
                    .withGoals(
                            new Goal(Goal.Measure.P99, "steelyard", "haproxy", Aim.atMost(1.00)),
                            new Goal(Goal.Measure.P999, "steelyard", "haproxy", Aim.atMost(1.00))),
            Plan.of(2, 10, 4, 6)),
    /** Memory by the number of idle connections. */
    MEMORY(new IdleConnections(), Plan.of(3, 1, 1, 1)),
    /** Memory with a thousand listeners. */
    IDLE_LISTENERS(new IdleListeners(), Plan.of(1, 1, 1, 1)),
    /** The first answer, and what requests cost in the first seconds. */
    START_UP(new StartUp(), Plan.of(5, 1, 4, 5)),
    /** How long the JVM stops, and what requests leave behind in memory. */
    PAUSES(new Pauses(), Plan.of(1, 1, 60, 10)),
    /** As balancers, with ten thousand; takes long to set up, so only where it is asked for. */
    BALANCERS_10000(
            Scenario.of(Entrance.HTTP, "/", 64)
                    .between(Contender.BALANCERS_1, Contender.BALANCERS_10000)
                    .withGoals(cpu("balancers-10000", "balancers-1", 1.05)),
            Plan.of(1, 9, 4, 8));

    private final Experiment experiment;
    private final Plan plan;

    Row(Experiment experiment, Plan plan) {
        this.experiment = experiment;
        this.plan = plan;
    }

    /** What is aimed at beside HAProxy and nginx. */
    private static Goal[] ahead(double cpuOfHaproxy, double throughputOfHaproxy) {
        return new Goal[] {
            cpu("steelyard", "haproxy", cpuOfHaproxy),
            cpu("steelyard", "nginx", 1.00),
            throughput("steelyard", "haproxy", throughputOfHaproxy)
        };
    }

    Experiment experiment() {
        return experiment;
    }

    /** How it measures unless told otherwise. */
    Plan plan() {
        return plan;
    }

    /** Whether it is measured when no row is named. */
    boolean isUsual() {
        return this != BALANCERS_10000;
    }

    /** Whether it can measure servers that run already. */
    boolean suitsAnyServer() {
        return experiment instanceof Scenario scenario && scenario.suitsAnyServer();
    }

    /** As on the command line: {@code keep-alive}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the rows there are */
    static Row parse(String name) {
        return Arrays.stream(values())
                .filter(row -> row.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + name + "' is none of " + Arrays.toString(values())));
    }
}
