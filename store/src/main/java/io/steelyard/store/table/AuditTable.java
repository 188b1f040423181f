package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.AUDIT;

import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditRecord;
import io.steelyard.control.audit.AuditSearch;
import io.steelyard.domain.account.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Who wanted to change what, in the order of its ids. */
final class AuditTable {
    private final DSLContext sql;

    AuditTable(DSLContext sql) {
        this.sql = sql;
    }

    List<AuditRecord> newestFirst(AuditSearch wanted) {
        return sql.selectFrom(AUDIT)
                .where(conditions(wanted))
                .orderBy(AUDIT.ID.desc())
                .limit(wanted.limit())
                .fetch(AuditTable::read);
    }

    private static List<Condition> conditions(AuditSearch wanted) {
        List<Condition> all = new ArrayList<>(List.of(AUDIT.ID.lt(wanted.before())));
        wanted.tenant().ifPresent(tenant -> all.add(AUDIT.TENANT_ID.eq(tenant.value())));
        wanted.who().ifPresent(who -> all.add(AUDIT.WHO.eq(who)));
        wanted.verb().ifPresent(verb -> all.add(AUDIT.VERB.eq(verb)));
        wanted.refused().ifPresent(refused -> all.add(refused ? AUDIT.STATUS.isNotNull() : AUDIT.STATUS.isNull()));
        wanted.since().ifPresent(since -> all.add(AUDIT.AT.ge(since.toEpochMilli())));
        wanted.until().ifPresent(until -> all.add(AUDIT.AT.lt(until.toEpochMilli())));
        return all;
    }

    void append(long id, AuditEntry entry) {
        sql.insertInto(AUDIT)
                .set(new io.steelyard.store.db.tables.records.AuditRecord(
                        id,
                        entry.at().toEpochMilli(),
                        entry.tenant().map(TenantId::value).orElse(null),
                        entry.who(),
                        entry.from(),
                        entry.verb(),
                        entry.target(),
                        entry.status().orElse(null)))
                .execute();
    }

    void removeBefore(Instant moment) {
        sql.deleteFrom(AUDIT).where(AUDIT.AT.lt(moment.toEpochMilli())).execute();
    }

    void removeBeyond(int most) {
        sql.select(AUDIT.ID)
                .from(AUDIT)
                .orderBy(AUDIT.ID.desc())
                .limit(DSL.inline(1))
                .offset(most)
                .fetchOptional(AUDIT.ID)
                .ifPresent(newestBeyond ->
                        sql.deleteFrom(AUDIT).where(AUDIT.ID.le(newestBeyond)).execute());
    }

    private static AuditRecord read(io.steelyard.store.db.tables.records.AuditRecord read) {
        return new AuditRecord(
                read.getId(),
                new AuditEntry(
                        Instant.ofEpochMilli(read.getAt()),
                        Optional.ofNullable(read.getTenantId()).map(TenantId::new),
                        read.getWho(),
                        read.getSource(),
                        read.getVerb(),
                        read.getTarget(),
                        Optional.ofNullable(read.getStatus())));
    }
}
