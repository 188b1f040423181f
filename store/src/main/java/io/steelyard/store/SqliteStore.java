package io.steelyard.store;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.store.table.JooqReadUnit;
import io.steelyard.store.table.Meta;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jooq.exception.DataAccessException;

/** The embedded store: one SQLite file in the data directory. */
public final class SqliteStore implements Store {
    private static final String FILE = "steelyard.db";
    private static final int READERS = 8;
    private static final int LONGEST_QUEUE = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Writer writer;
    private final ReaderPool readers;
    private final long epoch;

    private SqliteStore(SqliteFile file, Session session) {
        this.epoch = Meta.epoch(session.sql());
        this.writer = new Writer(session, LONGEST_QUEUE, PATIENCE);
        this.readers = new ReaderPool(file::openForReading, READERS, PATIENCE);
    }

    /**
     * Opens the store of a data directory. Close the store before the directory.
     *
     * @throws DataDirectoryException when the file cannot be made or read, or a later Steelyard has written it
     */
    public static SqliteStore open(DataDirectory directory) throws DataDirectoryException {
        SqliteFile file = new SqliteFile(directory.ownerOnlyFile(FILE));
        try {
            Session session = file.openForWriting();
            try {
                Schema.migrate(file, session);
                return new SqliteStore(file, session);
            } catch (RuntimeException | DataDirectoryException failed) {
                session.close();
                throw failed;
            }
        } catch (DataAccessException | FlywayException unreadable) {
            throw new DataDirectoryException(
                    "The database " + file.path() + " cannot be opened: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public <R> R read(Function<? super ReadUnit, R> body) {
        return readers.lend(session -> body.apply(new JooqReadUnit(session.sql())));
    }

    @Override
    public <R> R write(Function<? super WriteUnit, R> body) {
        return writer.write(body);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
