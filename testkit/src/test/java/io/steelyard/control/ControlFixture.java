package io.steelyard.control;

import io.steelyard.control.access.AccessListService;
import io.steelyard.control.change.Admission;
import io.steelyard.control.change.Bell;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.Observer;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.limit.Limits;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.loadbalancer.NewLoadBalancer;
import io.steelyard.control.node.ClosedNetworkService;
import io.steelyard.control.node.NameLookup;
import io.steelyard.control.node.NewNode;
import io.steelyard.control.node.NodeDomains;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.node.NodeService;
import io.steelyard.control.operator.JobService;
import io.steelyard.control.operator.NodeIdentities;
import io.steelyard.control.operator.OperatorService;
import io.steelyard.control.provisioning.Provisioner;
import io.steelyard.control.secret.MasterKey;
import io.steelyard.control.secret.MasterKeys;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.ssltermination.Terminations;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.virtualip.NewVirtualIp;
import io.steelyard.control.virtualip.VipBlockService;
import io.steelyard.control.virtualip.VipPools;
import io.steelyard.control.virtualip.VirtualIpAllocator;
import io.steelyard.control.virtualip.VirtualIpService;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.NodeNetworks;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.persistence.SessionKey;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.testkit.SamplePools;
import io.steelyard.testkit.SettableClock;
import io.steelyard.testkit.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Control wired by hand over the in-memory store. */
public final class ControlFixture {
    private static final NodeNetworks NETWORKS = new NodeNetworks(true, List.of(), List.of(), List.of());

    public static final Caller JDOE = new Caller(new TenantId(1234), new RegionName("ORD"), Role.ADMIN);
    public static final Caller OTHER = new Caller(new TenantId(5678), new RegionName("ORD"), Role.ADMIN);
    public static final Admission AT_ONCE = new Admission.WhenSettled(Duration.ZERO);
    public static final Cidr CLOSED = Cidr.require("10.9.0.0/16");
    public static final Port OWN_PORT = new Port(8080);

    public final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
    public final InMemoryStore store = new InMemoryStore();
    public final Bell workDue = new Bell();
    public final Bell settled = new Bell();
    public final LoadBalancerEditor editor = new LoadBalancerEditor(store, clock, workDue, settled);
    public final LimitService limits = new LimitService(store, Limits.DEFAULT);
    public final JobService jobs = new JobService(store, clock, workDue);
    public final SecretVault vault =
            new SecretVault(new MasterKeys(new MasterKey(new byte[MasterKey.LENGTH]), Optional.empty()));
    public final Terminations terminations = new Terminations(vault, clock);
    public final OperatorService operator = new OperatorService(store, editor, new NodeIdentities(terminations));
    public final VipPools pools;
    public final VipBlockService blocks;
    public final ClosedNetworkService closed;
    public final NodeRules rules;
    public final LoadBalancerService loadBalancers;
    public final NodeService nodes;
    public final VirtualIpService virtualIps;
    public final AccessListService accessLists;
    private final Provisioner provisioner = new Provisioner(
            store,
            new SilentFleet(),
            clock,
            workDue,
            settled,
            new SessionKey(new byte[SessionKey.LENGTH]),
            vault,
            () -> NETWORKS);

    public ControlFixture() {
        this(SamplePools.of("127.100.0.0/29", "127.101.0.0/30"));
    }

    public ControlFixture(VipPools pools) {
        this.pools = pools;
        blocks = new VipBlockService(store, pools, List.of());
        closed = new ClosedNetworkService(store, editor, clock, List.of(CLOSED));
        rules = new NodeRules(
                true, () -> Set.of(OWN_PORT), blocks::pools, closed::networks, NodeDomains.ANY, NameLookup.NOTHING);
        VirtualIpAllocator allocator = new VirtualIpAllocator(blocks, limits, VirtualIpAllocator.QUARANTINE);
        loadBalancers = new LoadBalancerService(store, editor, allocator, rules, limits, terminations);
        nodes = new NodeService(loadBalancers, editor, rules, limits);
        virtualIps = new VirtualIpService(loadBalancers, editor, allocator, limits);
        accessLists = new AccessListService(loadBalancers, editor, limits);
    }

    public LoadBalancerView create() {
        return loadBalancers.create(JDOE, wanted(VipType.PUBLIC));
    }

    public static NewLoadBalancer wanted(VipType vip) {
        return wanted(80, new NewVirtualIp.FromPool("virtualIps[0].", vip, Optional.empty()));
    }

    public static NewLoadBalancer wanted(int port, NewVirtualIp... vips) {
        return new NewLoadBalancer(
                Optional.of(new Name("web")),
                Optional.of(Protocol.TCP),
                Optional.of(new Port(port)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Metadata.NONE,
                Optional.empty(),
                false,
                List.of(vips),
                List.of(node("10.1.1.1", 80)),
                List.of(),
                List.of());
    }

    public static NewNode node(String address, int port) {
        return new NewNode(
                "nodes[0].",
                IpAddress.require(address),
                new Port(port),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY,
                Metadata.NONE);
    }

    public Status status(LoadBalancerId id) {
        return store.<Status>read(unit -> unit.loadBalancer(id).orElseThrow().status());
    }

    /** The hosts serve what was asked for last. */
    public void settle(LoadBalancerId id) {
        store.update(unit -> {
            LoadBalancerRow row = unit.loadBalancer(id).orElseThrow();
            unit.save(row.with(row.change().settled(row.change().generation())));
        });
        settled.ring();
    }

    /** The hosts report that they serve what was asked for last. */
    public void applied(LoadBalancerId id) {
        long generation = store.<Long>read(
                unit -> unit.loadBalancer(id).orElseThrow().change().generation());
        provisioner.reported(List.of(new EntryReport.Applied(id, generation)));
    }

    public static Refusal refusalOf(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(RefusedException.class, call).refusal();
    }

    /** Hosts that are away. */
    private static final class SilentFleet implements Fleet {
        @Override
        public void publish(HostDesired desired) {}

        @Override
        public void start(Observer observer) {}

        @Override
        public void close() {}
    }
}
