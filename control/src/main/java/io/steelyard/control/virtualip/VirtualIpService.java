package io.steelyard.control.virtualip;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.idempotency.Receipt;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What tenants may do with the virtual IPs of a balancer. It keeps at least one (2010 specification, section 4.7.1). */
public final class VirtualIpService {
    private final LoadBalancerService loadBalancers;
    private final LoadBalancerEditor editor;
    private final VirtualIpAllocator allocator;
    private final LimitService limits;

    public VirtualIpService(
            LoadBalancerService loadBalancers,
            LoadBalancerEditor editor,
            VirtualIpAllocator allocator,
            LimitService limits) {
        this.loadBalancers = loadBalancers;
        this.editor = editor;
        this.allocator = allocator;
        this.limits = limits;
    }

    /**
     * A balancer's virtual IPs, in the order of the configuration.
     *
     * @throws RefusedException with NotFound or Gone
     */
    public List<VirtualIp> list(Caller caller, LoadBalancerId id) {
        return loadBalancers.present(caller, id).virtualIps();
    }

    /**
     * Gives a balancer one more. A type without a version gives an IPv6 address where the pools have any.
     *
     * @param wanted empty when it could not be read; {@code violations} says why
     * @param receipt notes what was added
     * @throws RefusedException when a rule or a limit is broken; nothing has changed then
     */
    public VirtualIp add(
            Caller caller,
            LoadBalancerId id,
            Optional<NewVirtualIp> wanted,
            List<Violation> violations,
            Admission admission,
            Receipt<VirtualIp> receipt) {
        list(caller, id);
        NewVirtualIp one = checked(wanted, violations);
        List<VirtualIp> added = new ArrayList<>();
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            added.clear();
            added.addAll(allocator.allocate(unit, caller, present(unit, loadBalancer), List.of(one), now));
            receipt.note(unit, added.getFirst());
            return with(loadBalancer, added);
        });
        return added.getFirst();
    }

    /**
     * Takes virtual IPs away, all or none of them. One that its last balancer loses goes back to its pool once no host
     * serves it.
     *
     * @throws RefusedException with NotFound when the balancer or one of them is not there, with Invalid when none
     *     would be left
     */
    public void remove(Caller caller, LoadBalancerId id, List<VirtualIpId> removed, Admission admission) {
        limits.requireBatch(caller.tenant(), removed.size());
        requireAll(list(caller, id).stream().map(VirtualIp::id).toList(), removed);
        editor.edit(caller.tenant(), id, admission, (unit, loadBalancer, now) -> {
            requireAll(loadBalancer.virtualIps(), removed);
            return without(loadBalancer, removed);
        });
    }

    private NewVirtualIp checked(Optional<NewVirtualIp> wanted, List<Violation> found) {
        Optional<NewVirtualIp> one = wanted.map(this::single);
        List<Violation> violations = Stream.concat(
                        found.stream(), allocator.check(one.stream().toList()).stream())
                .toList();
        RefusedException.ifAny(violations);
        return one.orElseThrow();
    }

    private NewVirtualIp single(NewVirtualIp wanted) {
        return switch (wanted) {
            case NewVirtualIp.Shared shared -> shared;
            case NewVirtualIp.FromPool(String path, var type, Optional<IpVersion> version, var zone) ->
                new NewVirtualIp.FromPool(
                        path, type, version.or(() -> Optional.of(allocator.usualVersion(type))), zone);
        };
    }

    private static List<VirtualIp> present(ReadUnit unit, LoadBalancer loadBalancer) {
        Map<VirtualIpId, VirtualIp> found = unit.virtualIps(loadBalancer.virtualIps());
        return loadBalancer.virtualIps().stream()
                .map(id -> Objects.requireNonNull(found.get(id)))
                .toList();
    }

    private static LoadBalancer with(LoadBalancer loadBalancer, List<VirtualIp> added) {
        return loadBalancer.withVirtualIps(
                Stream.concat(loadBalancer.virtualIps().stream(), added.stream().map(VirtualIp::id))
                        .toList());
    }

    private static LoadBalancer without(LoadBalancer loadBalancer, List<VirtualIpId> removed) {
        List<VirtualIpId> left = loadBalancer.virtualIps().stream()
                .filter(vip -> !removed.contains(vip))
                .toList();
        if (left.isEmpty()) {
            throw new RefusedException(Refusal.Invalid.because(
                    "virtualIps",
                    Violation.Rule.NOT_ALLOWED,
                    "at least one: a load balancer keeps its last virtual IP until it is deleted"));
        }
        return loadBalancer.withVirtualIps(left);
    }

    private static void requireAll(List<VirtualIpId> present, List<VirtualIpId> wanted) {
        if (!present.containsAll(wanted)) {
            throw new RefusedException(new Refusal.NotFound(Refusal.Noun.VIRTUAL_IP));
        }
    }
}
