package io.steelyard.testkit;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.ClassicAttributes;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.classic.ClassicProtocol;
import io.steelyard.domain.classic.HealthCheck;
import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Protocol;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.node.Condition;
import io.steelyard.domain.node.Node;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.NodeType;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.ServerCertificate;
import io.steelyard.domain.tls.Tls;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Balancers for tests that care little what is in them. */
public final class SampleBalancers {
    public static final TenantId TENANT = new TenantId(1234);
    public static final RegionName REGION = new RegionName("ORD");
    public static final Port PORT = new Port(80);
    public static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private SampleBalancers() {}

    /** An HTTP balancer of {@link #TENANT} on port 80 with two nodes. */
    public static LoadBalancer http(LoadBalancerId id, VirtualIpId vip) {
        return http(id, TENANT, REGION, vip, PORT);
    }

    public static LoadBalancer http(LoadBalancerId id, TenantId tenant, RegionName region, VirtualIpId vip, Port port) {
        Pool pool = new Pool(
                new PoolId(1),
                Algorithm.ROUND_ROBIN,
                Optional.empty(),
                Optional.empty(),
                List.of(node(1, "10.0.0.1"), node(2, "fd00:0:0:0:0:0:0:2")));
        Listener listener = Listener.primary(new ListenerId(1), Protocol.HTTP, port, pool.id());
        return new LoadBalancer(
                id,
                tenant,
                region,
                new Name("web"),
                List.of(vip),
                List.of(listener),
                List.of(pool),
                TrafficPolicy.DEFAULT,
                Metadata.NONE);
    }

    /** The same balancer with TLS on port 443 and this private key; its certificate is none. */
    public static LoadBalancer withTls(LoadBalancer plain, SecretId privateKey) {
        Tls tls = new Tls(
                true,
                false,
                new ServerCertificate("certificate", Optional.empty(), privateKey),
                List.of(),
                0,
                TlsVersion.USUAL,
                CipherProfile.DEFAULT);
        Listener secure = new Listener(
                new ListenerId(2),
                Role.SECURE,
                plain.primaryListener().protocol(),
                new Port(443),
                Optional.of(tls),
                plain.primaryListener().action());
        return plain.withListeners(List.of(plain.primaryListener(), secure));
    }

    /** What may be said of a classic one, with one listener. */
    public static Classic said() {
        ClassicListener listener = new ClassicListener(
                new Port(80), ClassicProtocol.HTTP, new Port(8080), ClassicProtocol.HTTP, Optional.empty(), List.of());
        return new Classic(
                false,
                List.of(new Zone("us-east-1a")),
                List.of(),
                List.of(),
                List.of(listener),
                HealthCheck.usual(listener),
                List.of(),
                List.of(),
                ClassicAttributes.DEFAULT,
                List.of());
    }

    public static Node node(int id, String address) {
        return Node.first(
                new NodeId(id),
                IpAddress.require(address),
                new Port(8080),
                Condition.ENABLED,
                Weight.ONE,
                NodeType.PRIMARY,
                START);
    }

    /** As of its first generation, asked for at {@link #START}. */
    public static LoadBalancerRow row(LoadBalancer configuration) {
        return LoadBalancerRow.of(configuration, Change.first(configuration.id(), START));
    }

    /** Saves a new balancer with a virtual IP of its own; its address is not saved. */
    public static LoadBalancerRow saveNew(WriteUnit unit) {
        LoadBalancerRow row = row(http(unit.nextLoadBalancerId(), unit.nextVirtualIpId()));
        unit.save(row);
        return row;
    }
}
