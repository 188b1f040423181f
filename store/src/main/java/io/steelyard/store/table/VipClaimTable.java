package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.VIP_CLAIM;

import io.steelyard.domain.listener.Listener;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Transport;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.virtualip.VirtualIpId;
import io.steelyard.store.db.tables.records.VipClaimRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Who listens where: a projection of the documents that no two balancers may share a row of. */
final class VipClaimTable {
    private final DSLContext sql;

    VipClaimTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<LoadBalancerId> holder(VirtualIpId vip, Transport transport, Port port) {
        return sql.select(VIP_CLAIM.LOAD_BALANCER_ID)
                .from(VIP_CLAIM)
                .where(at(vip.value(), transport.name(), port.value()))
                .fetchOptional(VIP_CLAIM.LOAD_BALANCER_ID)
                .map(LoadBalancerId::new);
    }

    List<LoadBalancerId> holders(VirtualIpId vip) {
        return sql.selectDistinct(VIP_CLAIM.LOAD_BALANCER_ID)
                .from(VIP_CLAIM)
                .where(VIP_CLAIM.VIRTUAL_IP_ID.eq(vip.value()))
                .orderBy(VIP_CLAIM.LOAD_BALANCER_ID)
                .fetch(read -> new LoadBalancerId(read.value1()));
    }

    /** @throws IllegalStateException when another balancer holds one of the claims; nothing was written then */
    void requireFree(LoadBalancer configuration) {
        for (VipClaimRecord claim : claims(configuration)) {
            sql.selectFrom(VIP_CLAIM)
                    .where(at(claim.getVirtualIpId(), claim.getTransport(), claim.getPort()))
                    .and(VIP_CLAIM.LOAD_BALANCER_ID.ne(claim.getLoadBalancerId()))
                    .fetchOptional()
                    .ifPresent(held -> {
                        throw new IllegalStateException("load balancer " + held.getLoadBalancerId() + " holds "
                                + held.getTransport() + " port " + held.getPort() + " of virtual IP "
                                + held.getVirtualIpId());
                    });
        }
    }

    void add(LoadBalancer configuration) {
        for (VipClaimRecord claim : claims(configuration)) {
            sql.insertInto(VIP_CLAIM).set(claim).execute();
        }
    }

    void removeAll(LoadBalancerId id) {
        sql.deleteFrom(VIP_CLAIM)
                .where(VIP_CLAIM.LOAD_BALANCER_ID.eq(id.value()))
                .execute();
    }

    private static List<VipClaimRecord> claims(LoadBalancer configuration) {
        return configuration.virtualIps().stream()
                .flatMap(vip -> configuration.listeners().stream().map(listener -> claim(configuration, vip, listener)))
                .distinct()
                .toList();
    }

    private static VipClaimRecord claim(LoadBalancer configuration, VirtualIpId vip, Listener listener) {
        return new VipClaimRecord(
                vip.value(),
                listener.protocol().transport().name(),
                listener.port().value(),
                configuration.id().value());
    }

    private static Condition at(int vip, String transport, int port) {
        return VIP_CLAIM
                .VIRTUAL_IP_ID
                .eq(vip)
                .and(VIP_CLAIM.TRANSPORT.eq(transport))
                .and(VIP_CLAIM.PORT.eq(port));
    }
}
