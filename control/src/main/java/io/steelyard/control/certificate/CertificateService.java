package io.steelyard.control.certificate;

import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.ssltermination.CheckedCertificate;
import io.steelyard.control.ssltermination.Terminations;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.classic.ClassicListener;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.region.Region;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.tls.ServerCertificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tenants may do with certificates of their own, which are the same in all regions. */
public final class CertificateService {
    private static final int PART = 100;

    private final Store store;
    private final Terminations terminations;
    private final LimitService limits;
    private final List<RegionName> regions;
    private final InstantSource clock;

    /** @param terminations judges certificates, and says where keys are kept */
    public CertificateService(
            Store store, Terminations terminations, LimitService limits, List<Region> regions, InstantSource clock) {
        this.store = store;
        this.terminations = terminations;
        this.limits = limits;
        this.regions = regions.stream().map(Region::name).toList();
        this.clock = clock;
    }

    /**
     * Keeps a certificate, its key sealed.
     *
     * @throws RefusedException with Invalid when it cannot serve, with Conflict when the name is taken, with OverLimit
     */
    public AccountCertificate upload(Caller caller, NewAccountCertificate wanted) {
        List<Violation> violations = new ArrayList<>();
        Optional<CheckedCertificate> checked = terminations.check(wanted.content(), violations);
        RefusedException.ifAny(violations);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return store.write(unit -> keep(unit, caller.tenant(), wanted, checked.orElseThrow(), now));
    }

    private AccountCertificate keep(
            WriteUnit unit, TenantId tenant, NewAccountCertificate wanted, CheckedCertificate checked, Instant now) {
        requireFree(unit, tenant, wanted.name());
        limits.of(unit, tenant)
                .check(Limit.SERVER_CERTIFICATES, unit.certificates(tenant).size() + 1);
        AccountCertificate kept = new AccountCertificate(
                tenant,
                wanted.name(),
                wanted.path(),
                CertificateIds.next(),
                now,
                checked.expires(),
                new ServerCertificate(
                        checked.certificate(),
                        checked.intermediates(),
                        terminations.vault().keep(unit, tenant, checked.privateKey())));
        unit.save(kept);
        return kept;
    }

    private static void requireFree(ReadUnit unit, TenantId tenant, String name) {
        if (unit.certificate(tenant, name).isPresent()) {
            throw new RefusedException(new Refusal.Conflict(Refusal.Noun.SERVER_CERTIFICATE, "named " + name));
        }
    }

    /** All of the account's, by name. */
    public List<AccountCertificate> list(Caller caller) {
        return store.read(unit -> unit.certificates(caller.tenant()));
    }

    /** @throws RefusedException with NotFound */
    public AccountCertificate get(Caller caller, String name) {
        return store.read(unit -> require(unit, caller.tenant(), name));
    }

    private static AccountCertificate require(ReadUnit unit, TenantId tenant, String name) {
        return unit.certificate(tenant, name)
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.SERVER_CERTIFICATE)));
    }

    /**
     * Gives a certificate another name.
     *
     * @param newName empty to keep it
     * @param newPath empty to keep it
     * @throws RefusedException with NotFound, with Conflict when the name is taken, with InUse while a listener shows it
     */
    public void rename(Caller caller, String name, Optional<String> newName, Optional<String> newPath) {
        store.update(unit -> {
            AccountCertificate known = unused(unit, caller.tenant(), name);
            AccountCertificate renamed = known.named(newName.orElse(known.name()), newPath.orElse(known.path()));
            if (!renamed.name().equals(name)) {
                requireFree(unit, caller.tenant(), renamed.name());
            }
            unit.save(renamed);
        });
    }

    /**
     * Forgets a certificate; its key is erased.
     *
     * @throws RefusedException with NotFound, with InUse while a listener shows it
     */
    public void remove(Caller caller, String name) {
        store.update(unit -> unit.remove(unused(unit, caller.tenant(), name)));
    }

    private AccountCertificate unused(ReadUnit unit, TenantId tenant, String name) {
        AccountCertificate known = require(unit, tenant, name);
        regions.stream()
                .flatMap(region -> user(unit, tenant, region, known.arn()).stream())
                .findFirst()
                .ifPresent(user -> {
                    throw new RefusedException(new Refusal.InUse(
                            Refusal.Noun.SERVER_CERTIFICATE,
                            "Certificate " + known.id() + " is in use by load balancer " + user.alias() + "."));
                });
        return known;
    }

    private static Optional<LoadBalancerRow> user(ReadUnit unit, TenantId tenant, RegionName region, String arn) {
        String after = "";
        List<LoadBalancerRow> part;
        do {
            part = unit.loadBalancersByAlias(tenant, region, after, PART);
            Optional<LoadBalancerRow> user =
                    part.stream().filter(row -> shows(row, arn)).findFirst();
            if (user.isPresent()) {
                return user;
            }
            after = part.isEmpty() ? "" : part.getLast().alias().value();
        } while (part.size() == PART);
        return Optional.empty();
    }

    private static boolean shows(LoadBalancerRow row, String arn) {
        return row.configuration().flatMap(LoadBalancer::classic).stream()
                .flatMap(classic -> classic.listeners().stream())
                .map(ClassicListener::certificate)
                .anyMatch(Optional.of(arn)::equals);
    }
}
