package io.steelyard.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The database file and how it is opened: a write-ahead log, so that readers and the writer do not wait for each other,
 * and a full sync at every commit, so that what is committed survives a power cut.
 */
record SqliteFile(Path path) {
    private static final Duration BUSY_LIMIT = Duration.ofSeconds(5);
    private static final int LARGEST_IDLE_LOG_BYTES = 16 << 20;

    DataSource forWriting() {
        return dataSource(config());
    }

    Session openForWriting() {
        return open(forWriting());
    }

    Session openForReading() {
        Session session = open(dataSource(config()));
        session.refuseWrites();
        return session;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setJournalSizeLimit(LARGEST_IDLE_LOG_BYTES);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) BUSY_LIMIT.toMillis());
        // What a tenant's delete erases must not stay readable in free pages.
        config.setPragma(Pragma.SECURE_DELETE, "true");
        return config;
    }

    private DataSource dataSource(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path);
        return source;
    }

    private Session open(DataSource source) {
        try {
            return new Session(source.getConnection());
        } catch (SQLException failed) {
            throw new DataAccessException("the database " + path + " cannot be opened: " + failed.getMessage(), failed);
        }
    }
}
