package io.steelyard.bench;

import io.steelyard.bench.load.Client;
import io.steelyard.bench.load.Clients;
import io.steelyard.bench.result.RowResult;
import io.steelyard.bench.target.Contender;
import io.steelyard.bench.target.Entrance;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Targets side by side under one kind of load.
 *
 * @param entrance where the client comes in
 * @param path what it asks for
 * @param connections how many it holds unless told otherwise
 * @param headers what it sends with each request
 * @param client which of them
 * @param contenders the one that ratios refer to first
 * @param share of the throughput of the weakest target, as the rate of all; empty for as much as each can do
 */
record Scenario(
        Entrance entrance,
        String path,
        int connections,
        List<String> headers,
        Function<Clients, Client> client,
        List<Contender> contenders,
        OptionalDouble share,
        List<Goal> goals)
        implements Experiment {
    private static final List<Contender> USUAL = List.of(Contender.HAPROXY, Contender.STEELYARD, Contender.NGINX);
    private static final Duration START = Duration.ofSeconds(4);

    /** wrk at HAProxy, the service and nginx. */
    static Scenario of(Entrance entrance, String path, int connections, Goal... goals) {
        return new Scenario(
                entrance, path, connections, List.of(), Clients::wrk, USUAL, OptionalDouble.empty(), List.of(goals));
    }

    /** Each request over a connection of its own. */
    Scenario withoutKeepAlive() {
        return new Scenario(
                entrance, path, connections, List.of("Connection: close"), client, contenders, share, goals);
    }

    Scenario by(Function<Clients, Client> another) {
        return new Scenario(entrance, path, connections, headers, another, contenders, share, goals);
    }

    Scenario between(Contender... others) {
        return new Scenario(entrance, path, connections, headers, client, List.of(others), share, goals);
    }

    /** At a rate that leaves some of the weakest target's throughput free. */
    Scenario atShare(double ofWeakest) {
        return new Scenario(
                entrance, path, connections, headers, client, contenders, OptionalDouble.of(ofWeakest), goals);
    }

    Scenario withGoals(Goal... more) {
        List<Goal> all = Stream.concat(goals.stream(), Arrays.stream(more)).toList();
        return new Scenario(entrance, path, connections, headers, client, contenders, share, all);
    }

    /** Whether it makes sense for any server that answers HTTP. */
    boolean suitsAnyServer() {
        return contenders.equals(USUAL) && headers.stream().allMatch(header -> header.startsWith("Connection"));
    }

    @Override
    public RowResult run(String row, Plan plan, Session session) throws IOException, InterruptedException {
        Measurement measurement = new Measurement(row, this, plan, session);
        if (session.given().isEmpty()) {
            for (int start = 0; start < plan.starts(); start++) {
                int number = start;
                session.inRig(
                        row + "-" + (start + 1), (rig, directory) -> measurement.run(number, rig.start(contenders)));
            }
        } else {
            measurement.run(0, session.given());
        }
        return measurement.result();
    }

    @Override
    public Duration estimate(Plan plan) {
        Duration once = plan.warmUp().plus(share.isPresent() ? plan.length() : Duration.ZERO);
        Duration each = once.plus(START).plus(plan.length().multipliedBy(plan.rounds()));
        return each.multipliedBy((long) contenders.size() * plan.starts());
    }
}
