package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ACCOUNT_LIMIT;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.util.EnumMap;
import java.util.Map;
import org.jooq.DSLContext;

/** Limits that the operator set for one account. */
final class AccountLimitTable {
    private final DSLContext sql;

    AccountLimitTable(DSLContext sql) {
        this.sql = sql;
    }

    Map<Limit, Integer> of(TenantId tenant) {
        Map<Limit, Integer> limits = new EnumMap<>(Limit.class);
        sql.selectFrom(ACCOUNT_LIMIT)
                .where(ACCOUNT_LIMIT.TENANT_ID.eq(tenant.value()))
                .fetch()
                .forEach(read -> limits.put(Limit.valueOf(read.getName()), read.getValue()));
        return limits;
    }

    void save(TenantId tenant, Limit limit, int value) {
        sql.insertInto(ACCOUNT_LIMIT, ACCOUNT_LIMIT.TENANT_ID, ACCOUNT_LIMIT.NAME, ACCOUNT_LIMIT.VALUE)
                .values(tenant.value(), limit.name(), value)
                .onConflict(ACCOUNT_LIMIT.TENANT_ID, ACCOUNT_LIMIT.NAME)
                .doUpdate()
                .set(ACCOUNT_LIMIT.VALUE, value)
                .execute();
    }

    void remove(TenantId tenant, Limit limit) {
        sql.deleteFrom(ACCOUNT_LIMIT)
                .where(ACCOUNT_LIMIT.TENANT_ID.eq(tenant.value()), ACCOUNT_LIMIT.NAME.eq(limit.name()))
                .execute();
    }
}
