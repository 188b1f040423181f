package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.EVENT;
import static io.steelyard.store.db.Tables.LOAD_BALANCER;
import static io.steelyard.store.db.Tables.WORK;

import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.LoadBalancerSearch;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.Status;
import io.steelyard.domain.region.RegionName;
import io.steelyard.store.db.tables.records.LoadBalancerRecord;
import io.steelyard.store.document.LoadBalancerDocument;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Balancers: how far each has come in columns, its configuration as a document. */
final class LoadBalancerTable {
    private final DSLContext sql;

    LoadBalancerTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<LoadBalancerRow> find(LoadBalancerId id) {
        return sql.selectFrom(LOAD_BALANCER)
                .where(LOAD_BALANCER.ID.eq(id.value()))
                .fetchOptional(LoadBalancerTable::row);
    }

    List<LoadBalancerRow> page(
            TenantId tenant, RegionName region, LoadBalancerFilter filter, int from, int offset, int limit) {
        return sql.selectFrom(LOAD_BALANCER)
                .where(LOAD_BALANCER.TENANT_ID.eq(tenant.value()), LOAD_BALANCER.REGION.eq(region.value()))
                .and(LOAD_BALANCER.ID.ge(from))
                .and(LoadBalancerConditions.of(filter))
                .orderBy(LOAD_BALANCER.ID)
                .limit(limit)
                .offset(offset)
                .fetch(LoadBalancerTable::row);
    }

    Optional<LoadBalancerRow> find(TenantId tenant, RegionName region, Alias alias) {
        return byAlias(tenant, region, LOAD_BALANCER.ALIAS.eq(alias.value()), 1).stream()
                .findFirst();
    }

    List<LoadBalancerRow> byAlias(TenantId tenant, RegionName region, String after, int limit) {
        return byAlias(tenant, region, LOAD_BALANCER.ALIAS.gt(after), limit);
    }

    private List<LoadBalancerRow> byAlias(TenantId tenant, RegionName region, Condition wanted, int limit) {
        return sql.selectFrom(LOAD_BALANCER)
                .where(LOAD_BALANCER.TENANT_ID.eq(tenant.value()), LOAD_BALANCER.REGION.eq(region.value()))
                .and(LOAD_BALANCER.LIFECYCLE.eq(Lifecycle.LIVE.name()))
                .and(wanted)
                .orderBy(LOAD_BALANCER.ALIAS)
                .limit(limit)
                .fetch(LoadBalancerTable::row);
    }

    List<LoadBalancerRow> search(LoadBalancerSearch wanted) {
        return sql.selectFrom(LOAD_BALANCER)
                .where(LOAD_BALANCER.ID.ge(wanted.from()))
                .and(wanted.tenant()
                        .map(tenant -> LOAD_BALANCER.TENANT_ID.eq(tenant.value()))
                        .orElse(DSL.noCondition()))
                .and(wanted.status()
                        .map(status -> LOAD_BALANCER.STATUS.eq(status.name()))
                        .orElse(LoadBalancerConditions.NOT_DELETED))
                .orderBy(LOAD_BALANCER.ID)
                .limit(wanted.limit())
                .fetch(LoadBalancerTable::row);
    }

    Map<Status, Integer> countByStatus() {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        sql.select(LOAD_BALANCER.STATUS, DSL.count())
                .from(LOAD_BALANCER)
                .groupBy(LOAD_BALANCER.STATUS)
                .forEach(row -> counts.put(Status.valueOf(row.value1()), row.value2()));
        return counts;
    }

    int count(TenantId tenant) {
        return sql.fetchCount(
                LOAD_BALANCER, LOAD_BALANCER.TENANT_ID.eq(tenant.value()), LoadBalancerConditions.NOT_DELETED);
    }

    List<LoadBalancerRow> all() {
        return sql.selectFrom(LOAD_BALANCER).orderBy(LOAD_BALANCER.ID).fetch(LoadBalancerTable::row);
    }

    Map<LoadBalancerId, Status> statuses() {
        Map<Integer, String> column = sql.select(LOAD_BALANCER.ID, LOAD_BALANCER.STATUS)
                .from(LOAD_BALANCER)
                .orderBy(LOAD_BALANCER.ID)
                .fetchMap(LOAD_BALANCER.ID, LOAD_BALANCER.STATUS);
        Map<LoadBalancerId, Status> statuses = new LinkedHashMap<>();
        column.forEach((id, status) -> statuses.put(new LoadBalancerId(id), Status.valueOf(status)));
        return statuses;
    }

    void save(LoadBalancerRow row) {
        LoadBalancerRecord written = written(row);
        sql.insertInto(LOAD_BALANCER)
                .set(written)
                .onConflict(LOAD_BALANCER.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    /** With everything that names them. */
    void removeDeletedBefore(Instant before) {
        Select<Record1<Integer>> old = sql.select(LOAD_BALANCER.ID)
                .from(LOAD_BALANCER)
                .where(LOAD_BALANCER.LIFECYCLE.eq(Lifecycle.DELETED.name()))
                .and(LOAD_BALANCER.UPDATED.lt(before.toEpochMilli()));
        sql.deleteFrom(EVENT).where(EVENT.LOAD_BALANCER_ID.in(old)).execute();
        sql.deleteFrom(WORK).where(WORK.LOAD_BALANCER_ID.in(old)).execute();
        sql.deleteFrom(LOAD_BALANCER).where(LOAD_BALANCER.ID.in(old)).execute();
    }

    private static LoadBalancerRecord written(LoadBalancerRow row) {
        Change change = row.change();
        LoadBalancerRecord written = new LoadBalancerRecord();
        written.setId(row.id().value());
        written.setTenantId(row.tenant().value());
        written.setRegion(row.region().value());
        written.setName(row.name().value());
        written.setAlias(row.alias().value());
        written.setPrimaryAlone(row.primaryAlone());
        written.setGeneration(change.generation());
        written.setAppliedGeneration(change.appliedGeneration());
        written.setLifecycle(change.lifecycle().name());
        written.setSuspended(change.suspended());
        write(change.failure(), written);
        written.setCreated(change.created().toEpochMilli());
        written.setUpdated(change.updated().toEpochMilli());
        written.setStatus(row.status().name());
        written.setDocument(row.configuration().map(LoadBalancerDocument::write).orElse(null));
        return written;
    }

    private static void write(Optional<Failure> failure, LoadBalancerRecord written) {
        written.setFailureGeneration(failure.map(Failure::generation).orElse(null));
        written.setFailureCode(failure.map(f -> f.code().name()).orElse(null));
        written.setFailureReason(failure.map(Failure::reason).orElse(null));
        written.setFailureAt(failure.map(f -> f.at().toEpochMilli()).orElse(null));
    }

    private static LoadBalancerRow row(LoadBalancerRecord read) {
        return new LoadBalancerRow(
                new TenantId(read.getTenantId()),
                new RegionName(read.getRegion()),
                new Name(read.getName()),
                new Alias(read.getAlias()),
                read.getPrimaryAlone(),
                change(read),
                Optional.ofNullable(read.getDocument()).map(LoadBalancerDocument::read));
    }

    private static Change change(LoadBalancerRecord read) {
        return new Change(
                new LoadBalancerId(read.getId()),
                read.getGeneration(),
                read.getAppliedGeneration(),
                Lifecycle.valueOf(read.getLifecycle()),
                read.getSuspended(),
                failure(read),
                Instant.ofEpochMilli(read.getCreated()),
                Instant.ofEpochMilli(read.getUpdated()));
    }

    private static Optional<Failure> failure(LoadBalancerRecord read) {
        return Optional.ofNullable(read.getFailureGeneration())
                .map(generation -> new Failure(
                        generation,
                        Failure.Code.valueOf(read.getFailureCode()),
                        read.getFailureReason(),
                        Instant.ofEpochMilli(read.getFailureAt())));
    }
}
