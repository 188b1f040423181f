package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.EVENT;
import static io.steelyard.store.db.Tables.SUBSCRIPTION;

import io.steelyard.control.event.Event;
import io.steelyard.control.event.EventSearch;
import io.steelyard.control.event.EveryoneEvents;
import io.steelyard.control.event.Part;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.event.Subject;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeStatus;
import io.steelyard.store.db.tables.records.EventRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

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
                .fetch(read -> recorded(read).event());
    }

    List<RecordedEvent> newestFirst(EventSearch wanted) {
        return sql.selectFrom(EVENT)
                .where(EVENT.LOAD_BALANCER_ID.eq(wanted.loadBalancer().value()), EVENT.ID.le(wanted.from()))
                .and(wanted.part().map(part -> EVENT.PART.eq(part.name())).orElse(DSL.noCondition()))
                .and(wanted.since()
                        .map(since -> EVENT.AT.ge(since.toEpochMilli()))
                        .orElse(DSL.noCondition()))
                .orderBy(EVENT.ID.desc())
                .limit(wanted.limit())
                .offset(wanted.offset())
                .fetch(EventTable::recorded);
    }

    List<RecordedEvent> oldestFirst(TenantId tenant, long after, int limit) {
        return sql.selectFrom(EVENT)
                .where(EVENT.TENANT_ID.eq(tenant.value()), EVENT.ID.gt(after))
                .orderBy(EVENT.ID)
                .limit(limit)
                .fetch(EventTable::recorded);
    }

    long lastId() {
        return Optional.ofNullable(sql.select(DSL.max(EVENT.ID)).from(EVENT).fetchOne(DSL.max(EVENT.ID)))
                .orElse(0L);
    }

    List<RecordedEvent> newestFirst(EveryoneEvents wanted) {
        Condition tenant =
                wanted.tenant().map(id -> EVENT.TENANT_ID.eq(id.value())).orElse(DSL.noCondition());
        Condition type = wanted.type().map(kind -> EVENT.TYPE.eq(kind.name())).orElse(DSL.noCondition());
        return sql.selectFrom(EVENT)
                .where(EVENT.ID.lt(wanted.before()), tenant, type)
                .orderBy(EVENT.ID.desc())
                .limit(wanted.limit())
                .fetch(EventTable::recorded);
    }

    void append(long id, Event event) {
        Optional<Subject> subject = event.subject();
        EventRecord written = new EventRecord();
        written.setId(id);
        written.setLoadBalancerId(event.loadBalancer().value());
        written.setTenantId(event.tenant().value());
        written.setType(event.type().name());
        written.setSummary(event.summary());
        written.setAt(event.at().toEpochMilli());
        written.setPart(subject.map(about -> about.part().name()).orElse(null));
        written.setPartId(subject.flatMap(Subject::id).orElse(null));
        written.setNodeStatus(
                subject.flatMap(Subject::status).map(NodeStatus::name).orElse(null));
        sql.insertInto(EVENT).set(written).execute();
        forgetOldest(event);
    }

    private void forgetOldest(Event event) {
        Condition same = EVENT.LOAD_BALANCER_ID.eq(event.loadBalancer().value());
        if (event.type() == Event.Type.NODE_STATUS) {
            forgetBeyond(event, same.and(EVENT.TYPE.eq(event.type().name())), WriteUnit.NODE_EVENTS_KEPT);
        }
        forgetBeyond(event, same, WriteUnit.EVENTS_KEPT);
    }

    private void forgetBeyond(Event event, Condition which, int kept) {
        Optional<Long> oldestKept = sql.select(EVENT.ID)
                .from(EVENT)
                .where(which)
                .orderBy(EVENT.ID.desc())
                .limit(1)
                .offset(kept - 1)
                .fetchOptional(EVENT.ID);
        oldestKept.ifPresent(oldest -> sql.deleteFrom(EVENT)
                .where(which, EVENT.ID.lt(oldest), EVENT.ID.le(receivedByAll(event.tenant())))
                .execute());
    }

    /** The last event that no active subscription of an account still waits for. */
    private long receivedByAll(TenantId tenant) {
        return Optional.ofNullable(sql.select(DSL.min(SUBSCRIPTION.EVENT_CURSOR))
                        .from(SUBSCRIPTION)
                        .where(SUBSCRIPTION.TENANT_ID.eq(tenant.value()), SUBSCRIPTION.GIVEN_UP.isNull())
                        .fetchOne(DSL.min(SUBSCRIPTION.EVENT_CURSOR)))
                .orElse(Long.MAX_VALUE);
    }

    private static RecordedEvent recorded(EventRecord read) {
        return new RecordedEvent(
                read.getId(),
                new Event(
                        new LoadBalancerId(read.getLoadBalancerId()),
                        new TenantId(read.getTenantId()),
                        Event.Type.valueOf(read.getType()),
                        read.getSummary(),
                        Instant.ofEpochMilli(read.getAt()),
                        subject(read)));
    }

    private static Optional<Subject> subject(EventRecord read) {
        return Optional.ofNullable(read.getPart())
                .map(part -> new Subject(
                        Part.valueOf(part),
                        Optional.ofNullable(read.getPartId()),
                        Optional.ofNullable(read.getNodeStatus()).map(NodeStatus::valueOf)));
    }
}
