package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.LAUNCH_CONFIGURATION;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.json.DomainModule;
import io.steelyard.store.db.tables.records.LaunchConfigurationRecord;
import java.util.List;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** What servers of groups are made from. */
final class LaunchConfigurationTable {
    private static final JsonMapper MAPPER = DomainModule.mapper();

    private final DSLContext sql;

    LaunchConfigurationTable(DSLContext sql) {
        this.sql = sql;
    }

    List<LaunchConfiguration> of(TenantId tenant, RegionName region) {
        return sql.selectFrom(LAUNCH_CONFIGURATION)
                .where(
                        LAUNCH_CONFIGURATION.TENANT_ID.eq(tenant.value()),
                        LAUNCH_CONFIGURATION.REGION.eq(region.value()))
                .orderBy(LAUNCH_CONFIGURATION.NAME)
                .fetch(LaunchConfigurationTable::read);
    }

    void save(LaunchConfiguration saved) {
        LaunchConfigurationRecord written = new LaunchConfigurationRecord(
                saved.tenant().value(), saved.region().value(), saved.name(), MAPPER.writeValueAsString(saved));
        sql.insertInto(LAUNCH_CONFIGURATION)
                .set(written)
                .onConflict(LAUNCH_CONFIGURATION.TENANT_ID, LAUNCH_CONFIGURATION.REGION, LAUNCH_CONFIGURATION.NAME)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(LaunchConfiguration removed) {
        sql.deleteFrom(LAUNCH_CONFIGURATION)
                .where(
                        LAUNCH_CONFIGURATION.TENANT_ID.eq(removed.tenant().value()),
                        LAUNCH_CONFIGURATION.REGION.eq(removed.region().value()),
                        LAUNCH_CONFIGURATION.NAME.eq(removed.name()))
                .execute();
    }

    private static LaunchConfiguration read(LaunchConfigurationRecord read) {
        return MAPPER.readValue(read.getDocument(), LaunchConfiguration.class);
    }
}
