package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ACCOUNT_USAGE;

import io.steelyard.control.usage.AccountUsage;
import io.steelyard.domain.account.TenantId;
import io.steelyard.store.db.tables.records.AccountUsageRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** What accounts had, hour by hour. */
final class AccountUsageTable {
    private final DSLContext sql;

    AccountUsageTable(DSLContext sql) {
        this.sql = sql;
    }

    List<AccountUsage> of(TenantId tenant, Instant start, Instant end) {
        return sql.selectFrom(ACCOUNT_USAGE)
                .where(ACCOUNT_USAGE.TENANT_ID.eq(tenant.value()))
                .and(ACCOUNT_USAGE.STARTED.lt(end.toEpochMilli()))
                .and(ACCOUNT_USAGE.ENDED.gt(start.toEpochMilli()))
                .orderBy(ACCOUNT_USAGE.STARTED)
                .fetch(AccountUsageTable::usage);
    }

    void save(AccountUsage usage) {
        AccountUsageRecord written = new AccountUsageRecord(
                usage.tenant().value(),
                usage.start().toEpochMilli(),
                usage.end().toEpochMilli(),
                usage.loadBalancers(),
                usage.publicVips(),
                usage.servicenetVips());
        sql.insertInto(ACCOUNT_USAGE)
                .set(written)
                .onConflict(ACCOUNT_USAGE.TENANT_ID, ACCOUNT_USAGE.STARTED)
                .doUpdate()
                .set(written)
                .execute();
    }

    void removeEndedBefore(Instant moment) {
        sql.deleteFrom(ACCOUNT_USAGE)
                .where(ACCOUNT_USAGE.ENDED.lt(moment.toEpochMilli()))
                .execute();
    }

    private static AccountUsage usage(AccountUsageRecord read) {
        return new AccountUsage(
                new TenantId(read.getTenantId()),
                Instant.ofEpochMilli(read.getStarted()),
                Instant.ofEpochMilli(read.getEnded()),
                read.getLoadBalancers(),
                read.getPublicVips(),
                read.getServicenetVips());
    }
}
