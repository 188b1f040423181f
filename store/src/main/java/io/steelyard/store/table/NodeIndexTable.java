package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.NODE_INDEX;

import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.util.List;
import org.jooq.DSLContext;

/** Which balancers have a node with an address: a projection of the documents. */
final class NodeIndexTable {
    private final DSLContext sql;

    NodeIndexTable(DSLContext sql) {
        this.sql = sql;
    }

    void add(LoadBalancer configuration) {
        List<String> addresses = addresses(configuration);
        if (addresses.isEmpty()) {
            return;
        }
        var insert = sql.insertInto(NODE_INDEX, NODE_INDEX.ADDRESS, NODE_INDEX.LOAD_BALANCER_ID);
        for (String address : addresses) {
            insert = insert.values(address, configuration.id().value());
        }
        insert.execute();
    }

    void removeAll(LoadBalancerId id) {
        sql.deleteFrom(NODE_INDEX)
                .where(NODE_INDEX.LOAD_BALANCER_ID.eq(id.value()))
                .execute();
    }

    private static List<String> addresses(LoadBalancer configuration) {
        return configuration.pools().stream()
                .flatMap(pool -> pool.nodes().stream())
                .map(node -> node.address().toString())
                .distinct()
                .toList();
    }
}
