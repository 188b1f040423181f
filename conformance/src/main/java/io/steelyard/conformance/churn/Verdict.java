package io.steelyard.conformance.churn;

import io.steelyard.conformance.churn.Journal.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells failures apart. A failed request counts apart if, and only if, the journal of a node shows that its answer had begun
 * before a cut of that very node was over, and the client saw the failure after that cut had begun. Every other one is a
 * failure of the balancer.
 */
final class Verdict {
    private final List<Apart> apart = new ArrayList<>();
    private final List<Failure> failed = new ArrayList<>();

    /** A request whose answer had begun when its node was disabled or killed. */
    record Apart(long request, String node, Cut.Cause cause, Instant cutAt, Instant seenAt, String reason) {}

    private record AtNode(String node, Arrival arrival) {}

    /** @param arrivals by node's name, those of all its lives */
    static Verdict of(Collection<Failure> failures, Collection<Cut> cuts, Map<String, List<Arrival>> arrivals) {
        Verdict verdict = new Verdict();
        Map<Long, List<AtNode>> found = find(failures, arrivals);
        for (Failure failure : failures) {
            verdict.judge(failure, found.getOrDefault(failure.request(), List.of()), cuts);
        }
        return verdict;
    }

    private static Map<Long, List<AtNode>> find(Collection<Failure> failures, Map<String, List<Arrival>> arrivals) {
        Set<Long> wanted = new HashSet<>();
        failures.forEach(failure -> wanted.add(failure.request()));
        Map<Long, List<AtNode>> found = new HashMap<>();
        arrivals.forEach((node, all) -> all.stream()
                .filter(arrival -> wanted.contains(arrival.request()))
                .forEach(arrival -> found.computeIfAbsent(arrival.request(), _ -> new ArrayList<>())
                        .add(new AtNode(node, arrival))));
        return found;
    }

    private void judge(Failure failure, List<AtNode> arrivals, Collection<Cut> cuts) {
        Optional<Cut> excuse = cuts.stream()
                .filter(cut -> failure.seen() - cut.from() >= 0)
                .filter(cut -> arrivals.stream()
                        .anyMatch(at ->
                                at.node().equals(cut.node()) && at.arrival().hasBegunToAnswerBy(cut.until())))
                .findFirst();
        excuse.ifPresentOrElse(
                cut -> apart.add(new Apart(
                        failure.request(), cut.node(), cut.cause(), cut.at(), failure.at(), failure.reason())),
                () -> failed.add(failure));
    }

    List<Apart> apart() {
        return List.copyOf(apart);
    }

    List<Failure> failed() {
        return List.copyOf(failed);
    }
}
