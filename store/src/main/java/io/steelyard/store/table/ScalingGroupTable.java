package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.SCALING_GROUP;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.json.DomainModule;
import io.steelyard.store.db.tables.records.ScalingGroupRecord;
import java.util.List;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** Groups of servers. */
final class ScalingGroupTable {
    private static final JsonMapper MAPPER = DomainModule.mapper();

    private final DSLContext sql;

    ScalingGroupTable(DSLContext sql) {
        this.sql = sql;
    }

    List<ScalingGroup> of(TenantId tenant, RegionName region) {
        return sql.selectFrom(SCALING_GROUP)
                .where(SCALING_GROUP.TENANT_ID.eq(tenant.value()), SCALING_GROUP.REGION.eq(region.value()))
                .orderBy(SCALING_GROUP.NAME)
                .fetch(ScalingGroupTable::read);
    }

    List<ScalingGroup> all() {
        return sql.selectFrom(SCALING_GROUP)
                .orderBy(SCALING_GROUP.TENANT_ID, SCALING_GROUP.REGION, SCALING_GROUP.NAME)
                .fetch(ScalingGroupTable::read);
    }

    void save(ScalingGroup saved) {
        ScalingGroupRecord written = new ScalingGroupRecord(
                saved.tenant().value(), saved.region().value(), saved.name(), MAPPER.writeValueAsString(saved));
        sql.insertInto(SCALING_GROUP)
                .set(written)
                .onConflict(SCALING_GROUP.TENANT_ID, SCALING_GROUP.REGION, SCALING_GROUP.NAME)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(ScalingGroup removed) {
        sql.deleteFrom(SCALING_GROUP)
                .where(
                        SCALING_GROUP.TENANT_ID.eq(removed.tenant().value()),
                        SCALING_GROUP.REGION.eq(removed.region().value()),
                        SCALING_GROUP.NAME.eq(removed.name()))
                .execute();
    }

    private static ScalingGroup read(ScalingGroupRecord read) {
        return MAPPER.readValue(read.getDocument(), ScalingGroup.class);
    }
}
