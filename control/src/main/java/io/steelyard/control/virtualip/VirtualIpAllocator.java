package io.steelyard.control.virtualip;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpVersion;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Gives balancers their virtual IPs, all of a balancer in one group. */
public final class VirtualIpAllocator {
    /** How long an address that its last balancer left is usually not given out again. */
    public static final Duration QUARANTINE = Duration.ofSeconds(60);

    private static final int MAX_IPV4 = 10;

    private final VipBlockService blocks;
    private final LimitService limits;
    private final Duration quarantine;
    /** Written within store units, of which one runs at a time. */
    private final Map<Cidr, Long> givenBelow = new ConcurrentHashMap<>();

    /** @param quarantine how long an address that its last balancer left waits, unless nothing else is left */
    public VirtualIpAllocator(VipBlockService blocks, LimitService limits, Duration quarantine) {
        this.blocks = blocks;
        this.limits = limits;
        this.quarantine = quarantine;
    }

    /**
     * What no pool can give, whoever asks.
     *
     * @return a violation for each
     */
    public List<Violation> check(List<NewVirtualIp> wanted) {
        VipPools pools = blocks.pools();
        return wanted.stream().flatMap(vip -> missing(pools, vip).stream()).toList();
    }

    /** The family of a single address of a type for which none was named: IPv6 where a balancer would get one. */
    public IpVersion usualVersion(VipType type) {
        return versions(blocks.pools(), type).getLast();
    }

    /**
     * Takes what is wanted, in its order. A type without a version gives an IPv4 address and, for PUBLIC where the pools
     * have any, an IPv6 one after it.
     *
     * @param present what the balancer has already
     * @return what was taken
     * @throws RefusedException with Invalid when a shared one may not be shared, with OverLimit, or with OutOfVirtualIps
     *     when a pool has no address left
     */
    public List<VirtualIp> allocate(
            WriteUnit unit, Caller caller, List<VirtualIp> present, List<NewVirtualIp> wanted, Instant now) {
        VipPools pools = blocks.pools(unit);
        SharedVirtualIps shared = SharedVirtualIps.of(unit, caller, present, wanted);
        VipGroupId group = shared.group().orElseGet(unit::nextVipGroupId);
        FreeAddresses free = new FreeAddresses(unit, pools, givenBelow, now.minus(quarantine));
        List<VirtualIp> taken = wanted.stream()
                .flatMap(vip -> switch (vip) {
                    case NewVirtualIp.Shared existing ->
                        Stream.of(shared.get(existing.id()).taken(now));
                    case NewVirtualIp.FromPool fresh ->
                        versions(pools, fresh).stream()
                                .map(version -> free.take(fresh.type(), version, fresh.zone()))
                                .map(address -> new VirtualIp(
                                        unit.nextVirtualIpId(),
                                        caller.tenant(),
                                        caller.region(),
                                        address,
                                        fresh.type(),
                                        group,
                                        VipState.IN_USE,
                                        now));
                })
                .toList();
        checkLimits(limits.of(unit, caller.tenant()), present, taken);
        taken.forEach(unit::save);
        return taken;
    }

    private static void checkLimits(Limits allowed, List<VirtualIp> present, List<VirtualIp> taken) {
        List<IpVersion> all = Stream.concat(present.stream(), taken.stream())
                .map(vip -> vip.address().version())
                .toList();
        allowed.check(Limit.IPV6_VIRTUAL_IPS, Collections.frequency(all, IpVersion.IPV6));
        if (Collections.frequency(all, IpVersion.IPV4) > MAX_IPV4) {
            throw new RefusedException(Refusal.Invalid.because(
                    "virtualIps", Violation.Rule.OUT_OF_RANGE, "at most " + MAX_IPV4 + " IPv4 addresses"));
        }
    }

    private static List<Violation> missing(VipPools pools, NewVirtualIp wanted) {
        if (!(wanted instanceof NewVirtualIp.FromPool fresh)) {
            return List.of();
        }
        List<IpVersion> there = Stream.of(IpVersion.values())
                .filter(version -> pools.has(fresh.type(), version, fresh.zone()))
                .toList();
        if (there.isEmpty()) {
            return List.of(new Violation(
                    fresh.path() + "type", Violation.Rule.NOT_ALLOWED, "a type of which this region has addresses"));
        }
        return there.containsAll(versions(pools, fresh))
                ? List.of()
                : List.of(new Violation(
                        fresh.path() + "ipVersion",
                        Violation.Rule.NOT_ALLOWED,
                        there.getFirst() + ": this region has no other " + fresh.type() + " addresses"));
    }

    private static List<IpVersion> versions(VipPools pools, NewVirtualIp.FromPool wanted) {
        return wanted.version().map(List::of).orElseGet(() -> versions(pools, wanted.type()));
    }

    private static List<IpVersion> versions(VipPools pools, VipType type) {
        boolean hasV6 = type == VipType.PUBLIC && pools.has(VipType.PUBLIC, IpVersion.IPV6, Optional.empty());
        return hasV6 ? List.of(IpVersion.IPV4, IpVersion.IPV6) : List.of(IpVersion.IPV4);
    }
}
