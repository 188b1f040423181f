package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ACCOUNT_USER;

import io.steelyard.control.identity.User;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.store.db.tables.records.AccountUserRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Who else may log in to an account. */
final class UserTable {
    private final DSLContext sql;

    UserTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<User> find(String name) {
        return sql.selectFrom(ACCOUNT_USER).where(ACCOUNT_USER.NAME.eq(name)).fetchOptional(UserTable::user);
    }

    List<User> of(TenantId tenant) {
        return sql.selectFrom(ACCOUNT_USER)
                .where(ACCOUNT_USER.TENANT_ID.eq(tenant.value()))
                .orderBy(ACCOUNT_USER.NAME)
                .fetch(UserTable::user);
    }

    void save(User user) {
        AccountUserRecord written = new AccountUserRecord(
                user.name(), user.tenant().value(), user.role().name(), user.apiKeyHash());
        sql.insertInto(ACCOUNT_USER)
                .set(written)
                .onConflict(ACCOUNT_USER.NAME)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(String name) {
        sql.deleteFrom(ACCOUNT_USER).where(ACCOUNT_USER.NAME.eq(name)).execute();
    }

    private static User user(AccountUserRecord read) {
        return new User(
                read.getName(), new TenantId(read.getTenantId()), Role.valueOf(read.getRole()), read.getApiKeyHash());
    }
}
