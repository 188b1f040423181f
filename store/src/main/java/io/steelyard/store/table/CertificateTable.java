package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.CERTIFICATE;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.json.DomainModule;
import io.steelyard.store.db.tables.records.CertificateRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** The certificates of accounts; their keys are among the secrets. */
final class CertificateTable {
    private static final JsonMapper MAPPER = DomainModule.mapper();

    private final DSLContext sql;

    CertificateTable(DSLContext sql) {
        this.sql = sql;
    }

    Optional<AccountCertificate> find(TenantId tenant, String name) {
        return sql.selectFrom(CERTIFICATE)
                .where(CERTIFICATE.TENANT_ID.eq(tenant.value()), CERTIFICATE.NAME.eq(name))
                .fetchOptional(CertificateTable::certificate);
    }

    List<AccountCertificate> of(TenantId tenant) {
        return sql.selectFrom(CERTIFICATE)
                .where(CERTIFICATE.TENANT_ID.eq(tenant.value()))
                .orderBy(CERTIFICATE.NAME)
                .fetch(CertificateTable::certificate);
    }

    void save(AccountCertificate certificate) {
        CertificateRecord written = new CertificateRecord(
                certificate.tenant().value(),
                certificate.id(),
                certificate.name(),
                MAPPER.writeValueAsString(certificate));
        sql.insertInto(CERTIFICATE)
                .set(written)
                .onConflict(CERTIFICATE.TENANT_ID, CERTIFICATE.ID)
                .doUpdate()
                .set(written)
                .execute();
    }

    void remove(AccountCertificate certificate) {
        sql.deleteFrom(CERTIFICATE)
                .where(CERTIFICATE.TENANT_ID.eq(certificate.tenant().value()), CERTIFICATE.ID.eq(certificate.id()))
                .execute();
    }

    private static AccountCertificate certificate(CertificateRecord read) {
        return MAPPER.readValue(read.getDocument(), AccountCertificate.class);
    }
}
