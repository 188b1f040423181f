package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.USAGE_RECORD;

import io.steelyard.control.usage.SslMode;
import io.steelyard.control.usage.Usage;
import io.steelyard.control.usage.UsageFilter;
import io.steelyard.control.usage.UsageRecord;
import io.steelyard.control.usage.UsageTerms;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.store.db.tables.records.UsageRecordRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What balancers used. */
final class UsageTable {
    private final DSLContext sql;

    UsageTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<UsageRecord> latest(LoadBalancerId id) {
        return sql.selectFrom(USAGE_RECORD)
                .where(USAGE_RECORD.LOAD_BALANCER_ID.eq(id.value()))
                .orderBy(USAGE_RECORD.ID.desc())
                .limit(1)
                .fetchOptional(UsageTable::usage);
    }

    List<UsageRecord> of(LoadBalancerId id, UsageFilter filter, int from, int offset, int limit) {
        return sql.selectFrom(USAGE_RECORD)
                .where(USAGE_RECORD.LOAD_BALANCER_ID.eq(id.value()))
                .and(USAGE_RECORD.ID.ge(from))
                .and(within(filter.start(), filter.end()))
                .and(filter.folded().map(USAGE_RECORD.FOLDED::eq).orElse(DSL.noCondition()))
                .orderBy(USAGE_RECORD.ID)
                .limit(limit)
                .offset(offset)
                .fetch(UsageTable::usage);
    }

    List<LoadBalancerId> balancers(TenantId tenant, Instant start, Instant end) {
        return sql.selectDistinct(USAGE_RECORD.LOAD_BALANCER_ID)
                .from(USAGE_RECORD)
                .where(USAGE_RECORD.TENANT_ID.eq(tenant.value()))
                .and(within(start, end))
                .orderBy(USAGE_RECORD.LOAD_BALANCER_ID)
                .fetch(row -> new LoadBalancerId(row.value1()));
    }

    private static Condition within(Instant start, Instant end) {
        return USAGE_RECORD
                .STARTED
                .lt(end.toEpochMilli())
                .and(USAGE_RECORD.ENDED.isNull().or(USAGE_RECORD.ENDED.gt(start.toEpochMilli())));
    }

    List<UsageRecord> runningSinceBefore(Instant moment) {
        return sql.selectFrom(USAGE_RECORD)
                .where(USAGE_RECORD.ENDED.isNull())
                .and(USAGE_RECORD.STARTED.lt(moment.toEpochMilli()))
                .orderBy(USAGE_RECORD.ID)
                .fetch(UsageTable::usage);
    }

    void save(UsageRecord usage) {
        UsageRecordRecord written = written(usage);
        sql.insertInto(USAGE_RECORD)
                .set(written)
                .onConflict(USAGE_RECORD.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    void poll() {
        sql.update(USAGE_RECORD)
                .set(USAGE_RECORD.POLLS, USAGE_RECORD.POLLS.plus(1))
                .where(USAGE_RECORD.ENDED.isNull())
                .execute();
    }

    void fold(LoadBalancerId id) {
        sql.update(USAGE_RECORD)
                .set(USAGE_RECORD.FOLDED, true)
                .where(USAGE_RECORD.LOAD_BALANCER_ID.eq(id.value()))
                .and(USAGE_RECORD.ENDED.isNotNull())
                .and(USAGE_RECORD.FOLDED.isFalse())
                .execute();
    }

    void foldEndedBy(Instant moment) {
        sql.update(USAGE_RECORD)
                .set(USAGE_RECORD.FOLDED, true)
                .where(USAGE_RECORD.ENDED.le(moment.toEpochMilli()))
                .and(USAGE_RECORD.FOLDED.isFalse())
                .execute();
    }

    void removeEndedBefore(Instant moment) {
        sql.deleteFrom(USAGE_RECORD)
                .where(USAGE_RECORD.ENDED.lt(moment.toEpochMilli()))
                .execute();
    }

    private static UsageRecordRecord written(UsageRecord usage) {
        UsageRecordRecord written = new UsageRecordRecord();
        written.setId(usage.id());
        written.setLoadBalancerId(usage.loadBalancer().value());
        written.setTenantId(usage.tenant().value());
        written.setVirtualIps(usage.terms().virtualIps());
        written.setVipType(usage.terms().vipType().name());
        written.setSslMode(usage.terms().sslMode().name());
        written.setSuspended(usage.terms().suspended());
        written.setStarted(usage.start().toEpochMilli());
        written.setEnded(usage.end().map(Instant::toEpochMilli).orElse(null));
        written.setPolls(usage.polls());
        written.setBytesIn(usage.plain().bytesIn());
        written.setBytesOut(usage.plain().bytesOut());
        written.setPolledConnections(usage.plain().polledConnections());
        written.setBytesInSsl(usage.secure().bytesIn());
        written.setBytesOutSsl(usage.secure().bytesOut());
        written.setPolledConnectionsSsl(usage.secure().polledConnections());
        written.setFolded(usage.folded());
        return written;
    }

    private static UsageRecord usage(UsageRecordRecord read) {
        return new UsageRecord(
                read.getId(),
                new LoadBalancerId(read.getLoadBalancerId()),
                new TenantId(read.getTenantId()),
                new UsageTerms(
                        read.getVirtualIps(),
                        VipType.valueOf(read.getVipType()),
                        SslMode.valueOf(read.getSslMode()),
                        read.getSuspended()),
                Instant.ofEpochMilli(read.getStarted()),
                Optional.ofNullable(read.getEnded()).map(Instant::ofEpochMilli),
                read.getPolls(),
                new Usage(read.getBytesIn(), read.getBytesOut(), read.getPolledConnections()),
                new Usage(read.getBytesInSsl(), read.getBytesOutSsl(), read.getPolledConnectionsSsl()),
                read.getFolded());
    }
}
