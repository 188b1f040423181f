package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.secret.SealedSecret;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.ServerCertificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Certificates of accounts: one per name, each account for itself. */
interface CertificateContract {
    TenantId HOLDER = new TenantId(7);
    TenantId OTHER = new TenantId(8);

    Store store();

    @Test
    default void aCertificateIsFoundInItsAccountAlone() {
        AccountCertificate kept = keep("site", "/shop/", 1);

        assertThat(find(HOLDER, "site")).contains(kept);
        assertThat(find(OTHER, "site")).isEmpty();
        assertThat(find(HOLDER, "SITE")).isEmpty();
    }

    @Test
    default void oneSavedAgainHasItsNewNameAlone() {
        keep("site", "/", 1);
        AccountCertificate renamed = keep("shop", "/old/", 1);
        AccountCertificate another = keep("another", "/", 2);

        assertThat(all()).containsExactly(another, renamed);
    }

    @Test
    default void oneThatIsRemovedGoesWithItsSecret() {
        AccountCertificate gone = keep("site", "/", 1);
        AccountCertificate kept = keep("another", "/", 2);
        store().update(unit ->
                unit.save(new SealedSecret(gone.content().privateKey(), HOLDER, Optional.empty(), "key", "sealed")));

        store().update(unit -> unit.remove(gone));

        assertThat(all()).containsExactly(kept);
        assertThat(store().<List<SealedSecret>>read(
                                unit -> unit.secrets(List.of(gone.content().privateKey()))))
                .isEmpty();
    }

    private AccountCertificate keep(String name, String path, int secret) {
        AccountCertificate kept = new AccountCertificate(
                HOLDER,
                name,
                path,
                "ASCA" + secret,
                START,
                START.plusSeconds(secret),
                new ServerCertificate("certificate", Optional.of("chain"), new SecretId(secret)));
        store().update(unit -> unit.save(kept));
        return kept;
    }

    private Optional<AccountCertificate> find(TenantId tenant, String name) {
        return store().read(unit -> unit.certificate(tenant, name));
    }

    private List<AccountCertificate> all() {
        return store().read(unit -> unit.certificates(HOLDER));
    }
}
