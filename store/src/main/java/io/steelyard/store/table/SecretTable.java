package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.SECRET;

import io.steelyard.control.secret.SealedSecret;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.store.db.tables.records.SecretRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/** Sealed secrets of balancers and accounts. */
final class SecretTable {
    /** Of an account's own. */
    private static final int NO_BALANCER = 0;

    private final DSLContext sql;

    SecretTable(DSLContext sql) {
        this.sql = sql;
    }

    List<SealedSecret> find(Collection<SecretId> ids) {
        return sql.selectFrom(SECRET).where(SECRET.ID.in(numbers(ids))).fetch(SecretTable::secret);
    }

    List<SealedSecret> notSealedBy(String keyId, int limit) {
        return sql.selectFrom(SECRET)
                .where(SECRET.KEY_ID.ne(keyId))
                .orderBy(SECRET.ID)
                .limit(limit)
                .fetch(SecretTable::secret);
    }

    Set<String> sealingKeys() {
        return sql.selectDistinct(SECRET.KEY_ID).from(SECRET).fetchSet(SECRET.KEY_ID);
    }

    boolean existsOf(LoadBalancerId id) {
        return sql.fetchExists(SECRET, SECRET.LOAD_BALANCER_ID.eq(id.value()));
    }

    void save(SealedSecret secret) {
        SecretRecord written = new SecretRecord(
                secret.id().value(),
                secret.tenant().value(),
                secret.loadBalancer().map(LoadBalancerId::value).orElse(NO_BALANCER),
                secret.keyId(),
                secret.sealed());
        sql.insertInto(SECRET)
                .set(written)
                .onConflict(SECRET.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(SecretId id) {
        sql.deleteFrom(SECRET).where(SECRET.ID.eq(id.value())).execute();
    }

    void retainOnly(LoadBalancerId of, Collection<SecretId> kept) {
        sql.deleteFrom(SECRET)
                .where(SECRET.LOAD_BALANCER_ID.eq(of.value()), SECRET.ID.notIn(numbers(kept)))
                .execute();
    }

    private static List<Integer> numbers(Collection<SecretId> ids) {
        return ids.stream().map(SecretId::value).toList();
    }

    private static SealedSecret secret(SecretRecord read) {
        return new SealedSecret(
                new SecretId(read.getId()),
                new TenantId(read.getTenantId()),
                Optional.of(read.getLoadBalancerId())
                        .filter(id -> id != NO_BALANCER)
                        .map(LoadBalancerId::new),
                read.getKeyId(),
                read.getSealed());
    }
}
