package io.steelyard.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** A connection with its transaction commands. For one thread at a time. */
final class Session implements AutoCloseable {
    private static final Settings SETTINGS = new Settings()
            .withRenderSchema(false)
            .withRenderFormatted(false)
            .withExecuteLogging(false)
            .withFetchWarnings(false);

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final Connection connection;
    private final DSLContext sql;

    Session(Connection connection) {
        this.connection = connection;
        this.sql = DSL.using(connection, SQLDialect.SQLITE, SETTINGS);
    }

    DSLContext sql() {
        return sql;
    }

    /** Asked through JDBC: jOOQ's own view of the schema takes half a second to start. */
    boolean hasTable(String name) {
        try (var tables = connection.getMetaData().getTables(null, null, name, null)) {
            return tables.next();
        } catch (SQLException failed) {
            throw new DataAccessException("the tables cannot be listed: " + failed.getMessage(), failed);
        }
    }

    /** From now on nothing can be written here. */
    void refuseWrites() {
        run("pragma query_only = true");
    }

    /** Starts a transaction that takes its one view of the data at its first read. */
    void beginReading() {
        run("begin deferred");
    }

    /** Starts a transaction that may write; nobody else can until it ends. */
    void beginWriting() {
        run("begin immediate");
    }

    void commit() {
        run("commit");
    }

    void rollback() {
        run("rollback");
    }

    void savepoint() {
        run("savepoint unit");
    }

    void releaseSavepoint() {
        run("release unit");
    }

    void rollbackToSavepoint() {
        run("rollback to unit");
    }

    // Straight JDBC: these run for every unit, and there is nothing in them to build.
    private void run(String command) {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException failed) {
            throw new DataAccessException(command + " failed: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new DataAccessException("a connection did not close", failed);
        }
    }
}
