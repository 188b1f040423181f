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

    private SqliteFile migrated() throws DataDirectoryException {
        SqliteFile file = new SqliteFile(directory.resolve("test.db"));
        try (Session session = file.openForWriting()) {
            Schema.migrate(file, session);
        }
        return file;
    }
}
