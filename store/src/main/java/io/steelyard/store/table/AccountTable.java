package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ACCOUNT;

import io.steelyard.control.identity.Account;
import io.steelyard.domain.account.TenantId;
import io.steelyard.store.db.tables.records.AccountRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Who may log in. */
final class AccountTable {
    private final DSLContext sql;

    AccountTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Account> find(TenantId tenant) {
        return findWhere(ACCOUNT.TENANT_ID.eq(tenant.value()));
    }

    Optional<Account> findNamed(String name) {
        return findWhere(ACCOUNT.NAME.eq(name));
    }

    List<Account> page(long from, int limit) {
        return sql.selectFrom(ACCOUNT)
                .where(ACCOUNT.TENANT_ID.ge(from))
                .orderBy(ACCOUNT.TENANT_ID)
                .limit(limit)
                .fetch(AccountTable::account);
    }

    int count() {
        return sql.fetchCount(ACCOUNT);
    }

    /** @throws IllegalStateException when another account has the name */
    void save(Account account) {
        findWhere(ACCOUNT.NAME
                        .eq(account.name())
                        .and(ACCOUNT.TENANT_ID.ne(account.tenant().value())))
                .ifPresent(holder -> {
                    throw new IllegalStateException("account " + holder.tenant() + " has the name " + account.name());
                });
        AccountRecord written = new AccountRecord(account.tenant().value(), account.name(), account.apiKeyHash());
        sql.insertInto(ACCOUNT)
                .set(written)
                .onConflict(ACCOUNT.TENANT_ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    private Optional<Account> findWhere(Condition condition) {
        return sql.selectFrom(ACCOUNT).where(condition).fetchOptional(AccountTable::account);
    }

    private static Account account(AccountRecord read) {
        return new Account(new TenantId(read.getTenantId()), read.getName(), read.getApiKeyHash());
    }
}
