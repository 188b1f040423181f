package io.steelyard.control.node;

import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.refusal.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody wants to be otherwise about several nodes at once.
 *
 * @param violations what the dialect found wrong while reading
 */
public record NodeChanges(List<Numbered> changes, List<Violation> violations) {
    public NodeChanges {
        changes = List.copyOf(changes);
        violations = List.copyOf(violations);
    }

    /**
     * One of them.
     *
     * @param path what the request calls it, such as {@code nodes[1].}; violations append an attribute
     */
    public record Numbered(String path, NodeId node, NodeChange change) {}

    /** What is wrong with it, all of it. */
    List<Violation> broken() {
        Set<NodeId> seen = new HashSet<>();
        Stream<Violation> own = changes.stream().flatMap(each -> broken(each, seen.add(each.node())));
        return changes.isEmpty() && violations.isEmpty()
                ? List.of(new Violation("nodes", Violation.Rule.REQUIRED, "given"))
                : Stream.concat(violations.stream(), own).toList();
    }

    private Stream<Violation> broken(Numbered each, boolean first) {
        Stream<Violation> twice = first
                ? Stream.empty()
                : Stream.of(new Violation(
                        each.path() + "id",
                        Violation.Rule.DUPLICATE,
                        "unique; node " + each.node() + " is there twice"));
        boolean isEmpty = violations.isEmpty() && each.change().isEmpty();
        return isEmpty
                ? Stream.concat(
                        twice,
                        Stream.of(new Violation(
                                each.path() + "condition", Violation.Rule.REQUIRED, "given, or a weight or a type")))
                : twice;
    }
}
