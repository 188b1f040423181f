package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.CLOSED_NETWORK;

import io.steelyard.control.node.ClosedNetwork;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.store.db.tables.records.ClosedNetworkRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** Where nodes may not be. */
final class ClosedNetworkTable {
    private final DSLContext sql;

    ClosedNetworkTable(DSLContext sql) {
        this.sql = sql;
    }

    List<ClosedNetwork> all() {
        return sql.selectFrom(CLOSED_NETWORK)
                .orderBy(CLOSED_NETWORK.NETWORK)
                .fetch(read -> new ClosedNetwork(
                        Cidr.require(read.getNetwork()), read.getReason(), Instant.ofEpochMilli(read.getSince())));
    }

    void save(ClosedNetwork closed) {
        ClosedNetworkRecord written = new ClosedNetworkRecord(
                closed.network().toString(), closed.reason(), closed.since().toEpochMilli());
        sql.insertInto(CLOSED_NETWORK)
                .set(written)
                .onConflict(CLOSED_NETWORK.NETWORK)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(Cidr network) {
        sql.deleteFrom(CLOSED_NETWORK)
                .where(CLOSED_NETWORK.NETWORK.eq(network.toString()))
                .execute();
    }
}
