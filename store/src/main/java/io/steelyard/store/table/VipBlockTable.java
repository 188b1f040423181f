package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.VIP_BLOCK;

import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.store.db.tables.records.VipBlockRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Networks for virtual IPs. */
final class VipBlockTable {
    private final DSLContext sql;

    VipBlockTable(DSLContext sql) {
        this.sql = sql;
    }

    List<VipBlock> all() {
        return sql.selectFrom(VIP_BLOCK)
                .orderBy(VIP_BLOCK.NETWORK)
                .fetch(read -> new VipBlock(
                        Cidr.require(read.getNetwork()),
                        VipType.valueOf(read.getType()),
                        Optional.ofNullable(read.getZone()).map(Zone::new),
                        read.getDraining()));
    }

    void save(VipBlock block) {
        VipBlockRecord written = new VipBlockRecord(
                block.network().toString(),
                block.type().name(),
                block.draining(),
                block.zone().map(Zone::value).orElse(null));
        sql.insertInto(VIP_BLOCK)
                .set(written)
                .onConflict(VIP_BLOCK.NETWORK)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(Cidr network) {
        sql.deleteFrom(VIP_BLOCK)
                .where(VIP_BLOCK.NETWORK.eq(network.toString()))
                .execute();
    }
}
