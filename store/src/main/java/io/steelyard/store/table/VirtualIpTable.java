package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.VIRTUAL_IP;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import io.steelyard.store.db.tables.records.VirtualIpRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Addresses that clients reach balancers by. */
final class VirtualIpTable {
    private final DSLContext sql;

    VirtualIpTable(DSLContext sql) {
        this.sql = sql;
    }

    Map<VirtualIpId, VirtualIp> find(Collection<VirtualIpId> ids) {
        return sql
                .selectFrom(VIRTUAL_IP)
                .where(VIRTUAL_IP.ID.in(ids.stream().map(VirtualIpId::value).toList()))
                .fetch(VirtualIpTable::virtualIp)
                .stream()
                .collect(Collectors.toMap(VirtualIp::id, Function.identity()));
    }

    List<VirtualIp> all() {
        return sql.selectFrom(VIRTUAL_IP).orderBy(VIRTUAL_IP.ID).fetch(VirtualIpTable::virtualIp);
    }

    boolean existsAt(IpAddress address) {
        return sql.fetchExists(VIRTUAL_IP, VIRTUAL_IP.ADDRESS.eq(address.toString()));
    }

    /** Reads rows only until one is wanted. */
    Optional<VirtualIp> longestInQuarantine(Predicate<? super VirtualIp> wanted) {
        try (Stream<VirtualIpRecord> longestFirst = sql.selectFrom(VIRTUAL_IP)
                .where(VIRTUAL_IP.STATE.eq(VipState.QUARANTINED.name()))
                .orderBy(VIRTUAL_IP.QUARANTINED_SINCE, VIRTUAL_IP.ID)
                .fetchStream()) {
            return longestFirst
                    .map(VirtualIpTable::virtualIp)
                    .filter(wanted::test)
                    .findFirst();
        }
    }

    Optional<Instant> quarantinedSince(VirtualIpId id) {
        return sql.select(VIRTUAL_IP.QUARANTINED_SINCE)
                .from(VIRTUAL_IP)
                .where(VIRTUAL_IP.ID.eq(id.value()))
                .fetchOptional(VIRTUAL_IP.QUARANTINED_SINCE)
                .map(Instant::ofEpochMilli);
    }

    /** @throws IllegalStateException when another virtual IP has the address */
    void save(VirtualIp vip) {
        requireInUse(vip);
        requireFree(vip);
        VirtualIpRecord written = written(vip);
        sql.insertInto(VIRTUAL_IP)
                .set(written)
                .onConflict(VIRTUAL_IP.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    void quarantine(VirtualIpId id, Instant since) {
        sql.update(VIRTUAL_IP)
                .set(VIRTUAL_IP.STATE, VipState.QUARANTINED.name())
                .set(VIRTUAL_IP.QUARANTINED_SINCE, since.toEpochMilli())
                .where(VIRTUAL_IP.ID.eq(id.value()))
                .execute();
    }

    void remove(VirtualIpId id) {
        sql.deleteFrom(VIRTUAL_IP).where(VIRTUAL_IP.ID.eq(id.value())).execute();
    }

    private static void requireInUse(VirtualIp vip) {
        if (vip.state() != VipState.IN_USE) {
            throw new IllegalArgumentException("a virtual IP is put in quarantine as of a moment, not saved as such");
        }
    }

    private void requireFree(VirtualIp vip) {
        sql.select(VIRTUAL_IP.ID)
                .from(VIRTUAL_IP)
                .where(
                        VIRTUAL_IP.ADDRESS.eq(vip.address().toString()),
                        VIRTUAL_IP.ID.ne(vip.id().value()))
                .fetchOptional(VIRTUAL_IP.ID)
                .ifPresent(holder -> {
                    throw new IllegalStateException("virtual IP " + holder + " has the address " + vip.address());
                });
    }

    private static VirtualIpRecord written(VirtualIp vip) {
        VirtualIpRecord written = new VirtualIpRecord();
        written.setId(vip.id().value());
        written.setTenantId(vip.tenant().value());
        written.setRegion(vip.region().value());
        written.setAddress(vip.address().toString());
        written.setType(vip.type().name());
        written.setGroupId(vip.group().value());
        written.setState(vip.state().name());
        written.setQuarantinedSince(null);
        written.setUpdated(vip.updated().toEpochMilli());
        return written;
    }

    private static VirtualIp virtualIp(VirtualIpRecord read) {
        return new VirtualIp(
                new VirtualIpId(read.getId()),
                new TenantId(read.getTenantId()),
                new RegionName(read.getRegion()),
                IpAddress.require(read.getAddress()),
                VipType.valueOf(read.getType()),
                new VipGroupId(read.getGroupId()),
                VipState.valueOf(read.getState()),
                Instant.ofEpochMilli(read.getUpdated()));
    }
}
