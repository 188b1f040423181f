package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.META;

import org.jooq.DSLContext;

/** Facts about the database itself. */
public final class Meta {
    private static final String STORE_EPOCH = "store_epoch";

    private Meta() {}

    /** See {@link io.steelyard.control.store.Store#epoch()}. */
    public static long epoch(DSLContext sql) {
        return sql.select(META.VALUE)
                .from(META)
                .where(META.NAME.eq(STORE_EPOCH))
                .fetchSingle()
                .value1();
    }
}
