package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.REVISION;

import io.steelyard.control.store.Revision;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.store.db.tables.records.RevisionRecord;
import io.steelyard.store.document.LoadBalancerDocument;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;

/** What balancers' configurations were. */
final class RevisionTable {
    private static final int KEPT = 20;

    private final DSLContext sql;

    RevisionTable(DSLContext sql) {
        this.sql = sql;
    }

    List<Revision> newestFirst(LoadBalancerId id) {
        return sql.selectFrom(REVISION)
                .where(REVISION.LOAD_BALANCER_ID.eq(id.value()))
                .orderBy(REVISION.GENERATION.desc())
                .fetch(RevisionTable::revision);
    }

    /** Returns whether it was new. */
    boolean addIfNew(LoadBalancer configuration, long generation, Instant at) {
        int added = sql.insertInto(REVISION)
                .set(REVISION.LOAD_BALANCER_ID, configuration.id().value())
                .set(REVISION.GENERATION, generation)
                .set(REVISION.DOCUMENT, LoadBalancerDocument.write(configuration))
                .set(REVISION.AT, at.toEpochMilli())
                .onConflict(REVISION.LOAD_BALANCER_ID, REVISION.GENERATION)
                .doNothing()
                .execute();
        if (added > 0) {
            forgetOldest(configuration.id());
        }
        return added > 0;
    }

    private void forgetOldest(LoadBalancerId id) {
        // No row when there are fewer: the comparison is then with null, and nothing goes.
        Select<Record1<Long>> oldestKept = sql.select(REVISION.GENERATION)
                .from(REVISION)
                .where(REVISION.LOAD_BALANCER_ID.eq(id.value()))
                .orderBy(REVISION.GENERATION.desc())
                .limit(1)
                .offset(KEPT - 1);
        sql.deleteFrom(REVISION)
                .where(REVISION.LOAD_BALANCER_ID.eq(id.value()), REVISION.GENERATION.lt(oldestKept))
                .execute();
    }

    void removeAll(LoadBalancerId id) {
        sql.deleteFrom(REVISION).where(REVISION.LOAD_BALANCER_ID.eq(id.value())).execute();
    }

    private static Revision revision(RevisionRecord read) {
        return new Revision(
                read.getGeneration(),
                LoadBalancerDocument.read(read.getDocument()),
                Instant.ofEpochMilli(read.getAt()));
    }
}
