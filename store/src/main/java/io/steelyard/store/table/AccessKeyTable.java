package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ACCESS_KEY;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.store.db.tables.records.AccessKeyRecord;
import java.util.Optional;
import org.jooq.DSLContext;

/** What accounts sign requests with. */
final class AccessKeyTable {
    private final DSLContext sql;

    AccessKeyTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<AccessKey> find(String id) {
        return sql.selectFrom(ACCESS_KEY)
                .where(ACCESS_KEY.ID.eq(id))
                .fetchOptional(read -> new AccessKey(
                        read.getId(), new TenantId(read.getTenantId()), new SecretId(read.getSecretId())));
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
}
