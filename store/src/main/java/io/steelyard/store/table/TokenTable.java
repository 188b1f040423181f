package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.TOKEN;

import io.steelyard.control.identity.Token;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.store.db.tables.records.TokenRecord;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** Logins. */
final class TokenTable {
    private final DSLContext sql;

    TokenTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Token> find(String hash) {
        return sql.selectFrom(TOKEN).where(TOKEN.HASH.eq(hash)).fetchOptional(TokenTable::token);
    }

    void save(Token token) {
        TokenRecord written = new TokenRecord(
                token.hash(),
                token.tenant().value(),
                token.role().name(),
                token.expires().toEpochMilli(),
                token.user());
        sql.insertInto(TOKEN)
                .set(written)
                .onConflict(TOKEN.HASH)
                .doUpdate()
                .set(written)
                .execute();
    }

    void removeExpiredBy(Instant now) {
        sql.deleteFrom(TOKEN).where(TOKEN.EXPIRES.le(now.toEpochMilli())).execute();
    }

    void removeAll(TenantId tenant) {
        sql.deleteFrom(TOKEN).where(TOKEN.TENANT_ID.eq(tenant.value())).execute();
    }

    private static Token token(TokenRecord read) {
        return new Token(
                read.getHash(),
                new TenantId(read.getTenantId()),
                read.getUserName(),
                Role.valueOf(read.getRole()),
                Instant.ofEpochMilli(read.getExpires()));
    }
}
