package io.steelyard.control.classic;

import static io.steelyard.testkit.SampleBalancers.REGION;
import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import io.steelyard.testkit.SampleBalancers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassicNamesTest {
    private static final IpAddress FIRST = IpAddress.require("127.100.0.1");
    private static final IpAddress SECOND = IpAddress.require("127.100.0.2");

    private final ControlFixture control = new ControlFixture();
    private final ClassicNames names = new ClassicNames(
            control.store,
            DomainName.parse("elb.example.net"),
            List.of(Region.parse("ORD=us-east-1:us-east-1a")),
            control.blocks);
    private final LoadBalancerId id = control.store.write(unit -> {
        LoadBalancer plain = SampleBalancers.http(unit.nextLoadBalancerId(), vip(unit, FIRST));
        unit.save(SampleBalancers.row(plain.withClassic(SampleBalancers.said())));
        return plain.id();
    });

    private static VirtualIpId vip(WriteUnit unit, IpAddress address) {
        VirtualIpId id = unit.nextVirtualIpId();
        unit.save(new VirtualIp(
                id, TENANT, REGION, address, VipType.PUBLIC, new VipGroupId(id.value()), VipState.IN_USE, START));
        return id;
    }

    @Test
    void anAddressIsToldOnceItIsServed() {
        control.settle(id);
        addSecond();

        assertThat(led()).containsExactly(FIRST);

        control.settle(id);
        assertThat(led()).containsExactly(FIRST, SECOND);
        assertThat(names.all()).containsEntry(name(), List.of(FIRST, SECOND));
    }

    @Test
    void whereNothingIsHealthyAllIsTold() {
        addSecond();
        assertThat(led()).containsExactly(FIRST, SECOND);

        control.settle(id);
        addThirdWhileEveryNodeFails();
        assertThat(led()).containsExactly(FIRST, SECOND, IpAddress.require("127.100.0.3"));
    }

    private void addSecond() {
        add(SECOND);
    }

    private void addThirdWhileEveryNodeFails() {
        add(IpAddress.require("127.100.0.3"));
        control.store.update(unit -> {
            for (Node node :
                    row(unit).configuration().orElseThrow().primaryPool().nodes()) {
                NodeReport failed = new NodeReport(
                        id,
                        node.id(),
                        Optional.of(new Outage(NodeFailure.CHECK_TIMED_OUT, Optional.empty(), Optional.empty())));
                unit.save(new NodeObservation(HostName.LOCAL, failed, START));
            }
        });
    }

    private void add(IpAddress address) {
        control.store.update(unit -> {
            LoadBalancerRow row = row(unit);
            LoadBalancer before = row.configuration().orElseThrow();
            List<VirtualIpId> more = new ArrayList<>(before.virtualIps());
            more.add(vip(unit, address));
            unit.save(
                    LoadBalancerRow.of(before.withVirtualIps(more), row.change().edited(START)));
        });
    }

    private LoadBalancerRow row(WriteUnit unit) {
        return unit.loadBalancer(id).orElseThrow();
    }

    private List<IpAddress> led() {
        return names.addresses(name()).orElseThrow();
    }

    private DomainName name() {
        return names.all().keySet().iterator().next();
    }
}
