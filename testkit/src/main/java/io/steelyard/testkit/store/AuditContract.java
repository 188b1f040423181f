package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditRecord;
import io.steelyard.control.audit.AuditSearch;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The audit log: entries as they were appended, newest first, forgotten from the oldest on. */
interface AuditContract {
    Store store();

    @Test
    default void entriesComeNewestFirstAsTheyWereAppended() {
        AuditEntry first = tenants("POST", 0);
        AuditEntry second = operators("PUT", 1);
        AuditEntry third = tenants("DELETE", 1).refused(422);
        append(first, second, third);

        assertThat(entries(AuditSearch.newest(10))).containsExactly(third, second, first);
        assertThat(entries(AuditSearch.newest(2))).containsExactly(third, second);
    }

    @Test
    default void idsRiseAndSayWhereAPageGoesOn() {
        append(tenants("POST", 0), tenants("PUT", 0), tenants("DELETE", 0));

        List<AuditRecord> page = search(AuditSearch.newest(2));
        AuditSearch next = before(page.getLast().id());

        assertThat(page.getFirst().id()).isGreaterThan(page.getLast().id());
        assertThat(entries(next)).containsExactly(tenants("POST", 0));
    }

    @Test
    default void everyFilterLeavesOut() {
        AuditEntry post = tenants("POST", 0);
        AuditEntry refused = tenants("POST", 5).refused(400);
        AuditEntry operators = operators("PUT", 9);
        append(post, refused, operators);

        assertThat(entries(search(Optional.of(TENANT), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly(refused, post);
        assertThat(entries(
                        search(Optional.of(new TenantId(999)), Optional.empty(), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(entries(search(Optional.empty(), Optional.of("operator"), Optional.empty(), Optional.empty())))
                .containsExactly(operators);
        assertThat(entries(search(Optional.empty(), Optional.empty(), Optional.of("PUT"), Optional.empty())))
                .containsExactly(operators);
        assertThat(entries(search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true))))
                .containsExactly(refused);
        assertThat(entries(search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false))))
                .containsExactly(operators, post);
        assertThat(entries(between(OptionalInt.of(5), OptionalInt.empty()))).containsExactly(operators, refused);
        assertThat(entries(between(OptionalInt.empty(), OptionalInt.of(5)))).containsExactly(post);
    }

    @Test
    default void theOldestAreForgottenByAgeAndByNumber() {
        AuditEntry last = tenants("DELETE", 3);
        append(tenants("POST", 0), tenants("POST", 1), tenants("PUT", 2), last);

        store().update(unit -> unit.removeAuditBefore(START.plusSeconds(1)));
        assertThat(search(AuditSearch.newest(10))).hasSize(3);

        store().update(unit -> unit.removeAuditBeyond(3));
        assertThat(search(AuditSearch.newest(10))).hasSize(3);

        store().update(unit -> unit.removeAuditBeyond(1));
        assertThat(entries(AuditSearch.newest(10))).containsExactly(last);
    }

    private void append(AuditEntry... entries) {
        for (AuditEntry entry : entries) {
            store().update(unit -> unit.append(entry));
        }
    }

    private List<AuditRecord> search(AuditSearch wanted) {
        return store().read(unit -> unit.auditLog(wanted));
    }

    private List<AuditEntry> entries(AuditSearch wanted) {
        return search(wanted).stream().map(AuditRecord::entry).toList();
    }

    private static AuditSearch before(long id) {
        AuditSearch all = AuditSearch.newest(10);
        return new AuditSearch(
                all.tenant(), all.who(), all.verb(), all.refused(), all.since(), all.until(), id, all.limit());
    }

    private static AuditSearch between(OptionalInt since, OptionalInt until) {
        return new AuditSearch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                since.isPresent() ? Optional.of(START.plusSeconds(since.getAsInt())) : Optional.empty(),
                until.isPresent() ? Optional.of(START.plusSeconds(until.getAsInt())) : Optional.empty(),
                Long.MAX_VALUE,
                10);
    }

    private static AuditSearch search(
            Optional<TenantId> tenant, Optional<String> who, Optional<String> verb, Optional<Boolean> refused) {
        return new AuditSearch(tenant, who, verb, refused, Optional.empty(), Optional.empty(), Long.MAX_VALUE, 10);
    }

    private static AuditEntry tenants(String verb, int seconds) {
        return new AuditEntry(
                START.plusSeconds(seconds),
                Optional.of(TENANT),
                "jdoe",
                "192.0.2.7",
                verb,
                "/v1.0/" + TENANT + "/loadbalancers",
                Optional.empty());
    }

    private static AuditEntry operators(String verb, int seconds) {
        return new AuditEntry(
                START.plusSeconds(seconds),
                Optional.empty(),
                "operator",
                "127.0.0.1",
                verb,
                "/operator/v1/maintenance",
                Optional.empty());
    }
}
