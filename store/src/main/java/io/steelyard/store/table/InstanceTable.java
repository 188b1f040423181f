package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.INSTANCE;

import io.steelyard.control.store.OwnedInstance;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.json.DomainModule;
import io.steelyard.store.db.tables.records.InstanceRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** The servers of accounts. */
final class InstanceTable {
    private static final JsonMapper MAPPER = DomainModule.mapper();

    private final DSLContext sql;

    InstanceTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Instance> find(TenantId tenant, InstanceId id) {
        return sql.selectFrom(INSTANCE)
                .where(INSTANCE.TENANT_ID.eq(tenant.value()), INSTANCE.ID.eq(id.value()))
                .fetchOptional(InstanceTable::instance);
    }

    List<Instance> of(TenantId tenant) {
        return sql.selectFrom(INSTANCE)
                .where(INSTANCE.TENANT_ID.eq(tenant.value()))
                .orderBy(INSTANCE.ID)
                .fetch(InstanceTable::instance);
    }

    List<OwnedInstance> every() {
        return sql.selectFrom(INSTANCE)
                .orderBy(INSTANCE.TENANT_ID, INSTANCE.ID)
                .fetch(read -> new OwnedInstance(new TenantId(read.getTenantId()), instance(read)));
    }

    void save(TenantId tenant, Instance instance) {
        InstanceRecord written =
                new InstanceRecord(tenant.value(), instance.id().value(), MAPPER.writeValueAsString(instance));
        sql.insertInto(INSTANCE)
                .set(written)
                .onConflict(INSTANCE.TENANT_ID, INSTANCE.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(TenantId tenant, InstanceId id) {
        sql.deleteFrom(INSTANCE)
                .where(INSTANCE.TENANT_ID.eq(tenant.value()), INSTANCE.ID.eq(id.value()))
                .execute();
    }

    private static Instance instance(InstanceRecord read) {
        return MAPPER.readValue(read.getDocument(), Instance.class);
    }
}
