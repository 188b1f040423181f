package io.steelyard.control.virtualip;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The virtual IPs that a balancer has or is to share, which have to be the caller's own and of one group: a balancer's
 * virtual IPs live on the same hosts, and two groups may live on different ones.
 */
final class SharedVirtualIps {
    private final List<VirtualIp> all;
    private final Set<VirtualIpId> ids = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    /** @param present those that the balancer has already */
    private SharedVirtualIps(List<VirtualIp> present) {
        all = new ArrayList<>(present);
        present.forEach(vip -> ids.add(vip.id()));
    }

    /** @throws RefusedException with Invalid when one may not be shared, or not with the others */
    static SharedVirtualIps of(ReadUnit unit, Caller caller, List<VirtualIp> present, List<NewVirtualIp> wanted) {
        SharedVirtualIps shared = new SharedVirtualIps(present);
        for (NewVirtualIp vip : wanted) {
            if (vip instanceof NewVirtualIp.Shared existing) {
                shared.add(unit, caller, existing);
            }
        }
        RefusedException.ifAny(shared.violations);
        return shared;
    }

    /** The group that all of them are in; empty when there is none of them. */
    Optional<VipGroupId> group() {
        return all.stream().map(VirtualIp::group).findFirst();
    }

    VirtualIp get(VirtualIpId id) {
        return all.stream().filter(vip -> vip.id().equals(id)).findFirst().orElseThrow();
    }

    private void add(ReadUnit unit, Caller caller, NewVirtualIp.Shared wanted) {
        if (!ids.add(wanted.id())) {
            refuse(wanted, Violation.Rule.DUPLICATE, "unique; the load balancer has virtual IP " + wanted.id());
            return;
        }
        Optional<VirtualIp> found = unit.virtualIp(wanted.id()).filter(vip -> isUsable(vip, caller));
        if (found.isEmpty()) {
            refuse(wanted, Violation.Rule.NOT_ALLOWED, "the id of a virtual IP of this account in this region");
        } else if (group().filter(group -> !group.equals(found.get().group())).isPresent()) {
            refuse(
                    wanted,
                    Violation.Rule.NOT_ALLOWED,
                    "of a virtual IP that shares load balancers with the other ones; " + wanted.id() + " may be served"
                            + " elsewhere");
        } else {
            all.add(found.get());
        }
    }

    private void refuse(NewVirtualIp wanted, Violation.Rule rule, String mustBe) {
        violations.add(new Violation(wanted.path() + "id", rule, mustBe));
    }

    private static boolean isUsable(VirtualIp vip, Caller caller) {
        return vip.tenant().equals(caller.tenant())
                && vip.region().equals(caller.region())
                && vip.state() == VipState.IN_USE;
    }
}
