package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ACCOUNT_RATE_LIMIT;

import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.domain.account.TenantId;
import java.util.Optional;
import org.jooq.DSLContext;

/** Rate limits that the operator gave one account. */
final class AccountRateLimitTable {
    private final DSLContext sql;

    AccountRateLimitTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<RateLimits> find(TenantId tenant) {
        return sql.select(ACCOUNT_RATE_LIMIT.LIMITS)
                .from(ACCOUNT_RATE_LIMIT)
                .where(ACCOUNT_RATE_LIMIT.TENANT_ID.eq(tenant.value()))
                .fetchOptional(ACCOUNT_RATE_LIMIT.LIMITS)
                .map(RateLimits::parse);
    }

    void save(TenantId tenant, RateLimits limits) {
        sql.insertInto(ACCOUNT_RATE_LIMIT, ACCOUNT_RATE_LIMIT.TENANT_ID, ACCOUNT_RATE_LIMIT.LIMITS)
                .values(tenant.value(), limits.toString())
                .onConflict(ACCOUNT_RATE_LIMIT.TENANT_ID)
                .doUpdate()
                .set(ACCOUNT_RATE_LIMIT.LIMITS, limits.toString())
                .execute();
    }

    void remove(TenantId tenant) {
        sql.deleteFrom(ACCOUNT_RATE_LIMIT)
                .where(ACCOUNT_RATE_LIMIT.TENANT_ID.eq(tenant.value()))
                .execute();
    }
}
