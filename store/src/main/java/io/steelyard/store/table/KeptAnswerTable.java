package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.KEPT_ANSWER;

import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.store.db.tables.records.KeptAnswerRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** What requests with a key were answered. */
final class KeptAnswerTable {
    private final DSLContext sql;

    KeptAnswerTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<KeptAnswer> find(TenantId tenant, String key) {
        return sql.selectFrom(KEPT_ANSWER)
                .where(KEPT_ANSWER.TENANT_ID.eq(tenant.value()), KEPT_ANSWER.IDEMPOTENCY_KEY.eq(key))
                .fetchOptional(KeptAnswerTable::answer);
    }

    void save(KeptAnswer answer) {
        KeptAnswerRecord written = new KeptAnswerRecord(
                answer.tenant().value(),
                answer.key(),
                answer.fingerprint(),
                answer.loadBalancer().value(),
                answer.answer().orElse(null),
                answer.at().toEpochMilli());
        sql.insertInto(KEPT_ANSWER)
                .set(written)
                .onConflict(KEPT_ANSWER.TENANT_ID, KEPT_ANSWER.IDEMPOTENCY_KEY)
                .doUpdate()
                .set(written)
                .execute();
    }

    void eraseAll(LoadBalancerId about) {
        sql.update(KEPT_ANSWER)
                .setNull(KEPT_ANSWER.ANSWER)
                .where(KEPT_ANSWER.LOAD_BALANCER_ID.eq(about.value()))
                .execute();
    }

    void removeUntil(Instant moment) {
        sql.deleteFrom(KEPT_ANSWER)
                .where(KEPT_ANSWER.AT.le(moment.toEpochMilli()))
                .execute();
    }

    void removeBeyond(TenantId tenant, int most) {
        List<String> oldest = sql.select(KEPT_ANSWER.IDEMPOTENCY_KEY)
                .from(KEPT_ANSWER)
                .where(KEPT_ANSWER.TENANT_ID.eq(tenant.value()))
                .orderBy(KEPT_ANSWER.AT.desc(), KEPT_ANSWER.IDEMPOTENCY_KEY.desc())
                .limit(Integer.MAX_VALUE)
                .offset(most)
                .fetch(KEPT_ANSWER.IDEMPOTENCY_KEY);
        if (!oldest.isEmpty()) {
            sql.deleteFrom(KEPT_ANSWER)
                    .where(KEPT_ANSWER.TENANT_ID.eq(tenant.value()), KEPT_ANSWER.IDEMPOTENCY_KEY.in(oldest))
                    .execute();
        }
    }

    private static KeptAnswer answer(KeptAnswerRecord read) {
        return new KeptAnswer(
                new TenantId(read.getTenantId()),
                read.getIdempotencyKey(),
                read.getFingerprint(),
                new LoadBalancerId(read.getLoadBalancerId()),
                Optional.ofNullable(read.getAnswer()),
                Instant.ofEpochMilli(read.getAt()));
    }
}
