package io.steelyard.store;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The tables' version, and how a database gets there. */
final class Schema {
    /** The newest migration's version; a test compares. */
    static final int VERSION = 12;

    private static final String HISTORY_NAME = "flyway_schema_history";
    private static final Table<Record> HISTORY = table(name(HISTORY_NAME));
    private static final Field<Integer> RECORDED = field(name("version"), SQLDataType.INTEGER);
    private static final Field<Integer> RANK = field(name("installed_rank"), SQLDataType.INTEGER);
    private static final Field<Boolean> SUCCESS = field(name("success"), SQLDataType.BOOLEAN);

    private Schema() {}

    /**
     * Migrates a database unless it is at {@link #VERSION}. Asking first saves the migration library's start, the greater
     * part of opening a store.
     *
     * @throws DataDirectoryException when a later Steelyard has written it
     */
    static void migrate(SqliteFile file, Session session) throws DataDirectoryException {
        int recorded = recordedVersion(session).orElse(0);
        if (recorded > VERSION) {
            throw new DataDirectoryException(
                    "The database " + file.path() + " was written by a later Steelyard (schema "
                            + recorded + "; this one knows " + VERSION
                            + "). Start that version, or restore a backup from before the upgrade.");
        }
        if (recorded < VERSION) {
            Flyway.configure()
                    .dataSource(file.forWriting())
                    .locations("classpath:db/migration/sqlite")
                    .load()
                    .migrate();
        }
    }

    private static Optional<Integer> recordedVersion(Session session) {
        if (!session.hasTable(HISTORY_NAME)) {
            return Optional.empty();
        }
        return session.sql()
                .select(RECORDED)
                .from(HISTORY)
                .where(SUCCESS.isTrue())
                .orderBy(RANK.desc())
                .limit(1)
                .fetchOptional(RECORDED);
    }
}
