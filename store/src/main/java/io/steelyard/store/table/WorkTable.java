package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.WORK;
import static org.jooq.impl.DSL.min;

import io.steelyard.control.store.DueWork;
import io.steelyard.control.store.Work;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.store.db.tables.records.WorkRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** What has to be brought to hosts. A lease is nothing but a due moment in the future: it ends by itself. */
final class WorkTable {
    private final DSLContext sql;

    WorkTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Instant> nextDue() {
        return sql.select(min(WORK.DUE)).from(WORK).fetchOptional(min(WORK.DUE)).map(Instant::ofEpochMilli);
    }

    Optional<DueWork> find(LoadBalancerId id) {
        return sql.selectFrom(WORK).where(WORK.LOAD_BALANCER_ID.eq(id.value())).fetchOptional(WorkTable::dueWork);
    }

    List<DueWork> soonestFirst(int limit) {
        return sql.selectFrom(WORK)
                .orderBy(WORK.DUE, WORK.LOAD_BALANCER_ID)
                .limit(limit)
                .fetch(WorkTable::dueWork);
    }

    int count() {
        return sql.fetchCount(WORK);
    }

    private static DueWork dueWork(WorkRecord read) {
        return new DueWork(
                new LoadBalancerId(read.getLoadBalancerId()), Instant.ofEpochMilli(read.getDue()), read.getAttempts());
    }

    void markDue(LoadBalancerId id, Instant when) {
        WorkRecord due = new WorkRecord(id.value(), when.toEpochMilli(), 0);
        sql.insertInto(WORK)
                .set(due)
                .onConflict(WORK.LOAD_BALANCER_ID)
                .doUpdate()
                .set(due)
                .execute();
    }

    List<Work> claim(Instant now, Instant leaseUntil, int limit) {
        return sql
                .selectFrom(WORK)
                .where(WORK.DUE.le(now.toEpochMilli()))
                .orderBy(WORK.DUE, WORK.LOAD_BALANCER_ID)
                .limit(limit)
                .fetch()
                .stream()
                .map(due -> lease(due, leaseUntil))
                .toList();
    }

    private Work lease(WorkRecord due, Instant until) {
        int attempts = due.getAttempts() + 1;
        sql.update(WORK)
                .set(WORK.DUE, until.toEpochMilli())
                .set(WORK.ATTEMPTS, attempts)
                .where(WORK.LOAD_BALANCER_ID.eq(due.getLoadBalancerId()))
                .execute();
        return new Work(new LoadBalancerId(due.getLoadBalancerId()), attempts);
    }

    void finish(LoadBalancerId id) {
        sql.deleteFrom(WORK).where(WORK.LOAD_BALANCER_ID.eq(id.value())).execute();
    }
}
