package io.steelyard.control.access;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.Cidr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A network has one rule in a list, whatever its type (2010 specification, section 4.9.1). */
public final class AccessRules {
    private AccessRules() {}

    /** What is wrong with rules to be added together to others. */
    public static List<Violation> check(List<AccessRule> present, List<NewAccessRule> added) {
        Set<Cidr> seen = new HashSet<>();
        present.forEach(rule -> seen.add(rule.network()));
        List<Violation> violations = new ArrayList<>();
        for (NewAccessRule rule : added) {
            Cidr network = Cidr.require(rule.address());
            if (!seen.add(network)) {
                violations.add(new Violation(
                        rule.path() + "address",
                        Violation.Rule.DUPLICATE,
                        "a network that the list does not have yet; it has " + network));
            }
        }
        return violations;
    }
}
