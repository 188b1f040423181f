package io.steelyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {
    @TempDir
    Path directory;

    @Test
    void theVersionIsThatOfTheNewestMigration() throws Exception {
        SqliteFile file = migrated();

        MigrationInfo[] migrations = Flyway.configure()
                .dataSource(file.forWriting())
                .locations("classpath:db/migration/sqlite")
                .load()
                .info()
                .all();

        assertThat(migrations).allMatch(migration -> migration.getState().isApplied());
        assertThat(migrations[migrations.length - 1].getVersion().getVersion())
                .isEqualTo(Integer.toString(Schema.VERSION));
    }

    @Test
    void aDatabaseOfALaterSteelyardIsRefused() throws Exception {
        SqliteFile file = migrated();

        try (Session session = file.openForWriting()) {
            session.sql().execute("update flyway_schema_history set version = '999'");

            assertThatExceptionOfType(DataDirectoryException.class)
                    .isThrownBy(() -> Schema.migrate(file, session))
                    .withMessageContainingAll(file.path().toString(), "later Steelyard", "999");
        }
    }

    @Test
    void aMigrationThatFailedDoesNotCountAsDone() throws Exception {
        SqliteFile file = new SqliteFile(directory.resolve("test.db"));
        try (Session session = file.openForWriting()) {
            session.sql().execute("create table account (half integer)");

            assertThatExceptionOfType(FlywayException.class).isThrownBy(() -> Schema.migrate(file, session));

            session.sql().execute("drop table account");
            Schema.migrate(file, session);
            assertThat(session.hasTable("account")).isTrue();
        }
    }

    @Test
    void balancersOfBeforeAliasesGetOnesThatNobodyElseHas() throws Exception {
        SqliteFile file = new SqliteFile(directory.resolve("test.db"));
        Flyway.configure()
                .dataSource(file.forWriting())
                .locations("classpath:db/migration/sqlite")
                .target("10")
                .load()
                .migrate();
        try (Session session = file.openForWriting()) {
            save(session, 1, "web", false);
            save(session, 2, "web", true);
            save(session, 3, "two words", false);
            save(session, 4, "lb-3", true);
            save(session, 5, "other", false);
            save(session, 6, "other", false);
            save(session, 7, "-x", false);

            Schema.migrate(file, session);

            assertThat(session.sql()
                            .resultQuery("select alias from load_balancer order by id")
                            .fetch(0, String.class))
                    .containsExactly("lb-1", "web", "lb-3-2", "lb-3", "other", "lb-6", "lb-7");
            assertThat(session.sql()
                            .resultQuery("select id from load_balancer where not primary_alone order by id")
                            .fetch(0, Integer.class))
                    .containsExactly(2, 4);
        }
    }

    private static void save(Session session, int id, String name, boolean classic) {
        session.sql()
                .execute(
                        "insert into load_balancer (id, tenant_id, region, name, classic, generation, applied_generation,"
                                + " lifecycle, suspended, created, updated, status)"
                                + " values (?, 1, 'ORD', ?, ?, 1, 1, 'LIVE', false, 0, 0, 'ACTIVE')",
                        id,
                        name,
                        classic);
    }

    private SqliteFile migrated() throws DataDirectoryException {
        SqliteFile file = new SqliteFile(directory.resolve("test.db"));
        try (Session session = file.openForWriting()) {
            Schema.migrate(file, session);
        }
        return file;
    }
}
