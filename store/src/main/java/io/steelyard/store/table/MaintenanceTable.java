package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.MAINTENANCE;

import io.steelyard.control.maintenance.Maintenance;
import io.steelyard.store.db.tables.records.MaintenanceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** At most one row. */
final class MaintenanceTable {
    private static final int ONLY = 1;
    private final DSLContext sql;

    MaintenanceTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Maintenance> find() {
        return sql.selectFrom(MAINTENANCE)
                .fetchOptional(read -> new Maintenance(
                        Instant.ofEpochMilli(read.getSince()),
                        Duration.ofSeconds(read.getRetryAfterSeconds()),
                        read.getReason()));
    }

    void replace(Optional<Maintenance> maintenance) {
        sql.deleteFrom(MAINTENANCE).execute();
        maintenance.ifPresent(begun -> sql.insertInto(MAINTENANCE)
                .set(new MaintenanceRecord(
                        ONLY,
                        begun.since().toEpochMilli(),
                        (int) begun.retryAfter().toSeconds(),
                        begun.reason()))
                .execute());
    }
}
