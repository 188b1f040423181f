package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.NODE_OBSERVATION;

import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.store.db.tables.records.NodeObservationRecord;
import io.steelyard.store.document.OutageDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What hosts see of nodes. */
final class NodeObservationTable {
    private final DSLContext sql;

    NodeObservationTable(DSLContext sql) {
        this.sql = sql;
    }

    List<NodeObservation> of(Collection<LoadBalancerId> ids) {
        return sql.selectFrom(NODE_OBSERVATION)
                .where(NODE_OBSERVATION.LOAD_BALANCER_ID.in(
                        ids.stream().map(LoadBalancerId::value).toList()))
                .orderBy(NODE_OBSERVATION.HOST, NODE_OBSERVATION.NODE_ID)
                .fetch(NodeObservationTable::observation);
    }

    List<NodeReport> offline(HostName host) {
        return sql.selectFrom(NODE_OBSERVATION)
                .where(NODE_OBSERVATION.HOST.eq(host.value()), NODE_OBSERVATION.FAILURE.isNotNull())
                .orderBy(NODE_OBSERVATION.NODE_ID)
                .fetch(read -> observation(read).report());
    }

    void save(NodeObservation observation) {
        NodeReport report = observation.report();
        NodeObservationRecord written = new NodeObservationRecord(
                observation.host().value(),
                report.node().value(),
                report.loadBalancer().value(),
                report.outage().map(outage -> outage.failure().name()).orElse(null),
                observation.at().toEpochMilli(),
                report.outage().map(OutageDocument::write).orElse(null));
        sql.insertInto(NODE_OBSERVATION)
                .set(written)
                .onConflict(NODE_OBSERVATION.HOST, NODE_OBSERVATION.NODE_ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    /** Forgets the nodes that a balancer no longer has. */
    void retainOnly(LoadBalancerRow row) {
        List<Integer> there = row.configuration().stream()
                .flatMap(configuration -> configuration.pools().stream())
                .flatMap(pool -> pool.nodes().stream())
                .map(node -> node.id().value())
                .toList();
        sql.deleteFrom(NODE_OBSERVATION)
                .where(NODE_OBSERVATION.LOAD_BALANCER_ID.eq(row.id().value()))
                .and(NODE_OBSERVATION.NODE_ID.notIn(there))
                .execute();
    }

    /** What was observed before there were checks is without an outage of its own. */
    private static Outage outage(String failure, @Nullable String document) {
        return document == null ? Outage.inTraffic(NodeFailure.valueOf(failure)) : OutageDocument.read(document);
    }

    private static NodeObservation observation(NodeObservationRecord read) {
        NodeReport report = new NodeReport(
                new LoadBalancerId(read.getLoadBalancerId()),
                new NodeId(read.getNodeId()),
                Optional.ofNullable(read.getFailure()).map(failure -> outage(failure, read.getOutage())));
        return new NodeObservation(new HostName(read.getHost()), report, Instant.ofEpochMilli(read.getAt()));
    }
}
