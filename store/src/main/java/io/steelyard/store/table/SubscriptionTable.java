package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.SUBSCRIPTION;

import io.steelyard.control.subscription.Subscription;
import io.steelyard.control.subscription.SubscriptionId;
import io.steelyard.domain.account.TenantId;
import io.steelyard.store.db.tables.records.SubscriptionRecord;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Where accounts' events are sent. */
final class SubscriptionTable {
    private final DSLContext sql;

    SubscriptionTable(DSLContext sql) {
        this.sql = sql;
    }

    List<Subscription> of(TenantId tenant) {
        return where(SUBSCRIPTION.TENANT_ID.eq(tenant.value()));
    }

    List<Subscription> active() {
        return where(SUBSCRIPTION.GIVEN_UP.isNull());
    }

    Optional<Subscription> find(SubscriptionId id) {
        return where(SUBSCRIPTION.ID.eq(id.value())).stream().findFirst();
    }

    private List<Subscription> where(Condition which) {
        return sql.selectFrom(SUBSCRIPTION)
                .where(which)
                .orderBy(SUBSCRIPTION.ID)
                .fetch(SubscriptionTable::read);
    }

    void save(Subscription subscription) {
        SubscriptionRecord written = new SubscriptionRecord(
                subscription.id().value(),
                subscription.tenant().value(),
                subscription.url().toString(),
                subscription.cursor(),
                subscription.attempts(),
                subscription.due().toEpochMilli(),
                subscription.givenUp().orElse(null),
                subscription.created().toEpochMilli());
        sql.insertInto(SUBSCRIPTION)
                .set(written)
                .onConflict(SUBSCRIPTION.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(SubscriptionId id) {
        sql.deleteFrom(SUBSCRIPTION).where(SUBSCRIPTION.ID.eq(id.value())).execute();
    }

    private static Subscription read(SubscriptionRecord read) {
        return new Subscription(
                new SubscriptionId(read.getId()),
                new TenantId(read.getTenantId()),
                URI.create(read.getUrl()),
                read.getEventCursor(),
                read.getAttempts(),
                Instant.ofEpochMilli(read.getDue()),
                Optional.ofNullable(read.getGivenUp()),
                Instant.ofEpochMilli(read.getCreated()));
    }
}
