package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ACCESS_KEY;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.store.db.tables.records.AccessKeyRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** What accounts sign requests with. */
final class AccessKeyTable {
    private final DSLContext sql;

    AccessKeyTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<AccessKey> find(String id) {
        return sql.selectFrom(ACCESS_KEY).where(ACCESS_KEY.ID.eq(id)).fetchOptional(AccessKeyTable::key);
    }

    List<AccessKey> of(TenantId tenant) {
        return sql.selectFrom(ACCESS_KEY)
                .where(ACCESS_KEY.TENANT_ID.eq(tenant.value()))
                .orderBy(ACCESS_KEY.ID)
                .fetch(AccessKeyTable::key);
    }

    void save(AccessKey key) {
        AccessKeyRecord written =
                new AccessKeyRecord(key.id(), key.tenant().value(), key.secret().value());
        sql.insertInto(ACCESS_KEY)
                .set(written)
                .onConflict(ACCESS_KEY.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(AccessKey key) {
        sql.deleteFrom(ACCESS_KEY).where(ACCESS_KEY.ID.eq(key.id())).execute();
    }

    private static AccessKey key(AccessKeyRecord read) {
        return new AccessKey(read.getId(), new TenantId(read.getTenantId()), new SecretId(read.getSecretId()));
    }
}
