package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.LOAD_BALANCER;
import static io.steelyard.store.db.Tables.NODE_INDEX;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.virtualip.NodeAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;

/** What a filter means in SQL. */
final class LoadBalancerConditions {
    static final Condition NOT_DELETED = LOAD_BALANCER.LIFECYCLE.ne(Lifecycle.DELETED.name());

    private LoadBalancerConditions() {}

    static Condition of(LoadBalancerFilter filter) {
        return LOAD_BALANCER
                .PRIMARY_ALONE
                .isTrue()
                .and(filter.withDeleted() ? noCondition() : NOT_DELETED)
                .and(where(filter.status(), status -> LOAD_BALANCER.STATUS.eq(status.name())))
                .and(where(filter.name(), LOAD_BALANCER.NAME::eq))
                .and(where(filter.nodeAddress(), LoadBalancerConditions::hasNode))
                .and(where(filter.changedSince(), LoadBalancerConditions::changedSince));
    }

    private static <T> Condition where(Optional<T> wanted, Function<T, Condition> condition) {
        return wanted.map(condition).orElseGet(() -> noCondition());
    }

    private static Condition hasNode(NodeAddress address) {
        return LOAD_BALANCER.ID.in(
                select(NODE_INDEX.LOAD_BALANCER_ID).from(NODE_INDEX).where(NODE_INDEX.ADDRESS.eq(address.toString())));
    }

    private static Condition changedSince(Instant moment) {
        return LOAD_BALANCER.UPDATED.ge(moment.toEpochMilli());
    }
}
