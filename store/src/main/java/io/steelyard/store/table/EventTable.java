package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.EVENT;

import io.steelyard.control.event.Event;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.store.db.tables.records.EventRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** What happened to balancers, in the order of its ids. */
final class EventTable {
    private final DSLContext sql;

    EventTable(DSLContext sql) {
        this.sql = sql;
    }

    List<Event> newestFirst(LoadBalancerId id, int limit) {
        return sql.selectFrom(EVENT)
                .where(EVENT.LOAD_BALANCER_ID.eq(id.value()))
                .orderBy(EVENT.ID.desc())
                .limit(limit)
                .fetch(EventTable::event);
    }

    void append(long id, Event event) {
        sql.insertInto(EVENT)
                .set(new EventRecord(
                        id,
                        event.loadBalancer().value(),
                        event.tenant().value(),
                        event.type().name(),
                        event.summary(),
                        event.at().toEpochMilli()))
                .execute();
    }

    private static Event event(EventRecord read) {
        return new Event(
                new LoadBalancerId(read.getLoadBalancerId()),
                new TenantId(read.getTenantId()),
                Event.Type.valueOf(read.getType()),
                read.getSummary(),
                Instant.ofEpochMilli(read.getAt()));
    }
}
