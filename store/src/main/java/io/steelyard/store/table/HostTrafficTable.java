package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.HOST_TRAFFIC;

import io.steelyard.control.usage.HostTraffic;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.json.DomainModule;
import io.steelyard.store.db.tables.records.HostTrafficRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** What hosts counted, as they told it last. */
final class HostTrafficTable {
    private static final JsonMapper MAPPER = DomainModule.mapper();

    private final DSLContext sql;

    HostTrafficTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<HostTraffic> of(HostName host, LoadBalancerId id) {
        return sql.selectFrom(HOST_TRAFFIC)
                .where(HOST_TRAFFIC.LOAD_BALANCER_ID.eq(id.value()), HOST_TRAFFIC.HOST.eq(host.value()))
                .fetchOptional(HostTrafficTable::traffic);
    }

    List<HostTraffic> of(LoadBalancerId id) {
        return sql.selectFrom(HOST_TRAFFIC)
                .where(HOST_TRAFFIC.LOAD_BALANCER_ID.eq(id.value()))
                .orderBy(HOST_TRAFFIC.HOST)
                .fetch(HostTrafficTable::traffic);
    }

    List<HostTraffic> connected() {
        return sql.selectFrom(HOST_TRAFFIC)
                .where(HOST_TRAFFIC.CONNECTED.gt(0L))
                .orderBy(HOST_TRAFFIC.LOAD_BALANCER_ID, HOST_TRAFFIC.HOST)
                .fetch(HostTrafficTable::traffic);
    }

    void save(HostTraffic traffic) {
        HostTrafficRecord written = new HostTrafficRecord(
                traffic.latest().loadBalancer().value(),
                traffic.host().value(),
                traffic.sequence(),
                traffic.connected(),
                MAPPER.writeValueAsString(traffic));
        sql.insertInto(HOST_TRAFFIC)
                .set(written)
                .onConflict(HOST_TRAFFIC.LOAD_BALANCER_ID, HOST_TRAFFIC.HOST)
                .doUpdate()
                .set(written)
                .execute();
    }

    private static HostTraffic traffic(HostTrafficRecord read) {
        return MAPPER.readValue(read.getCounts(), HostTraffic.class);
    }
}
