package io.steelyard.testkit.store;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditRecord;
import io.steelyard.control.event.Event;
import io.steelyard.control.idempotency.KeptAnswer;
import io.steelyard.control.identity.Account;
import io.steelyard.control.identity.Token;
import io.steelyard.control.identity.User;
import io.steelyard.control.maintenance.Maintenance;
import io.steelyard.control.node.ClosedNetwork;
import io.steelyard.control.node.NodeObservation;
import io.steelyard.control.ratelimit.RateLimits;
import io.steelyard.control.secret.SealedSecret;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Revision;
import io.steelyard.control.store.Work;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.subscription.Subscription;
import io.steelyard.control.subscription.SubscriptionId;
import io.steelyard.control.usage.AccountUsage;
import io.steelyard.control.usage.HostTraffic;
import io.steelyard.control.usage.UsageRecord;
import io.steelyard.control.virtualip.VipBlock;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.certificate.AccountCertificate;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.Lifecycle;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.scaling.LaunchConfiguration;
import io.steelyard.domain.scaling.ScalingGroup;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes a copy of the content. */
final class InMemoryWriteUnit extends InMemoryReadUnit implements WriteUnit {
    private static final int REVISIONS_KEPT = 20;

    private final Ids ids;

    InMemoryWriteUnit(Content copy, Ids ids) {
        super(copy);
        this.ids = ids;
    }

    @Override
    public LoadBalancerId nextLoadBalancerId() {
        return new LoadBalancerId(ids.loadBalancer.incrementAndGet());
    }

    @Override
    public NodeId nextNodeId() {
        return new NodeId(ids.node.incrementAndGet());
    }

    @Override
    public VirtualIpId nextVirtualIpId() {
        return new VirtualIpId(ids.virtualIp.incrementAndGet());
    }

    @Override
    public int nextAccessRuleId() {
        return ids.accessRule.incrementAndGet();
    }

    @Override
    public VipGroupId nextVipGroupId() {
        return new VipGroupId(ids.vipGroup.incrementAndGet());
    }

    @Override
    public SecretId nextSecretId() {
        return new SecretId(ids.secret.incrementAndGet());
    }

    @Override
    public void save(TenantId tenant, Instance instance) {
        content.instances().put(new Content.Server(tenant, instance.id()), instance);
    }

    @Override
    public void removeInstance(TenantId tenant, InstanceId id) {
        content.instances().remove(new Content.Server(tenant, id));
    }

    @Override
    public void save(AccessKey key) {
        content.accessKeys().put(key.id(), key);
    }

    @Override
    public void remove(AccessKey key) {
        content.accessKeys().remove(key.id());
        content.secrets().remove(key.secret());
    }

    @Override
    public void save(AccountCertificate certificate) {
        content.certificates().put(key(certificate), certificate);
    }

    @Override
    public void remove(AccountCertificate certificate) {
        content.certificates().remove(key(certificate));
        content.secrets().remove(certificate.content().privateKey());
    }

    private static Content.Certificate key(AccountCertificate certificate) {
        return new Content.Certificate(certificate.tenant(), certificate.id());
    }

    @Override
    public void save(ScalingGroup group) {
        content.scalingGroups().put(named(group), group);
    }

    @Override
    public void remove(ScalingGroup group) {
        content.scalingGroups().remove(named(group));
    }

    private static Content.Named named(ScalingGroup group) {
        return new Content.Named(group.tenant(), group.region(), group.name());
    }

    @Override
    public void save(LaunchConfiguration configuration) {
        content.launchConfigurations().put(named(configuration), configuration);
    }

    @Override
    public void remove(LaunchConfiguration configuration) {
        content.launchConfigurations().remove(named(configuration));
    }

    private static Content.Named named(LaunchConfiguration configuration) {
        return new Content.Named(configuration.tenant(), configuration.region(), configuration.name());
    }

    @Override
    public void save(SealedSecret secret) {
        content.secrets().put(secret.id(), secret);
    }

    private void retainReferredSecrets(LoadBalancerId id) {
        Set<SecretId> referred = revisions(id).stream()
                .flatMap(revision -> revision.configuration().secrets())
                .collect(Collectors.toUnmodifiableSet());
        content.secrets()
                .values()
                .removeIf(secret -> secret.loadBalancer().equals(Optional.of(id)) && !referred.contains(secret.id()));
    }

    @Override
    public void save(LoadBalancerRow row) {
        row.configuration().ifPresent(this::requireFree);
        content.loadBalancers().put(row.id(), row);
        content.claims().values().removeIf(row.id()::equals);
        content.nodeObservations().values().removeIf(observation -> isOfNodeGone(observation.report(), row));
        row.configuration().ifPresentOrElse(configuration -> project(configuration, row), () -> erase(row.id()));
    }

    private void erase(LoadBalancerId id) {
        content.revisions().remove(id);
        retainReferredSecrets(id);
        content.keptAnswers()
                .replaceAll((tenant, kept) -> only(kept.values().stream()
                        .map(answer -> answer.loadBalancer().equals(id) ? erased(answer) : answer)));
    }

    private static KeptAnswer erased(KeptAnswer kept) {
        return new KeptAnswer(
                kept.tenant(), kept.key(), kept.fingerprint(), kept.loadBalancer(), Optional.empty(), kept.at());
    }

    private static boolean isOfNodeGone(NodeReport report, LoadBalancerRow row) {
        return report.loadBalancer().equals(row.id())
                && row.configuration().stream()
                        .flatMap(configuration -> configuration.pools().stream())
                        .noneMatch(pool -> pool.node(report.node()).isPresent());
    }

    @Override
    public void save(NodeObservation observation) {
        NodeReport report = observation.report();
        content.nodeObservations().put(new Content.Seen(observation.host(), report.node()), observation);
    }

    private void requireFree(LoadBalancer configuration) {
        claims(configuration).forEach(claim -> {
            LoadBalancerId holder = content.claims().getOrDefault(claim, configuration.id());
            if (!holder.equals(configuration.id())) {
                throw new IllegalStateException("load balancer " + holder + " holds " + claim);
            }
        });
    }

    private void project(LoadBalancer configuration, LoadBalancerRow row) {
        claims(configuration).forEach(claim -> content.claims().put(claim, row.id()));
        List<Revision> known = revisions(row.id());
        long generation = row.change().generation();
        if (known.stream().noneMatch(revision -> revision.generation() == generation)) {
            Revision added =
                    new Revision(generation, configuration, row.change().updated());
            content.revisions()
                    .put(
                            row.id(),
                            Stream.concat(Stream.of(added), known.stream())
                                    .sorted(Comparator.comparingLong(Revision::generation)
                                            .reversed())
                                    .limit(REVISIONS_KEPT)
                                    .toList());
            retainReferredSecrets(row.id());
        }
    }

    private static Stream<Content.Claim> claims(LoadBalancer configuration) {
        return configuration.virtualIps().stream()
                .flatMap(vip -> configuration.listeners().stream()
                        .map(listener ->
                                new Content.Claim(vip, listener.protocol().transport(), listener.port())));
    }

    @Override
    public void save(VirtualIp vip) {
        if (vip.state() != VipState.IN_USE) {
            throw new IllegalArgumentException("a virtual IP is put in quarantine as of a moment, not saved as such");
        }
        boolean taken = content.virtualIps().values().stream()
                .anyMatch(other ->
                        other.address().equals(vip.address()) && !other.id().equals(vip.id()));
        if (taken) {
            throw new IllegalStateException("another virtual IP has the address " + vip.address());
        }
        content.virtualIps().put(vip.id(), vip);
        content.quarantined().remove(vip.id());
    }

    @Override
    public void quarantine(VirtualIpId id, Instant since) {
        virtualIp(id).ifPresent(vip -> {
            VirtualIp left = new VirtualIp(
                    id,
                    vip.tenant(),
                    vip.region(),
                    vip.address(),
                    vip.type(),
                    vip.group(),
                    VipState.QUARANTINED,
                    vip.updated());
            content.virtualIps().put(id, left);
            content.quarantined().put(id, since);
        });
    }

    @Override
    public void remove(VirtualIpId id) {
        content.virtualIps().remove(id);
        content.quarantined().remove(id);
    }

    @Override
    public void save(Account account) {
        boolean taken = accountNamed(account.name())
                .filter(holder -> !holder.tenant().equals(account.tenant()))
                .isPresent();
        if (taken) {
            throw new IllegalStateException("another account has the name " + account.name());
        }
        content.accounts().put(account.tenant(), account);
    }

    @Override
    public void save(User user) {
        content.users().put(user.name(), user);
    }

    @Override
    public void removeUser(String name) {
        content.users().remove(name);
    }

    @Override
    public void save(KeptAnswer answer) {
        Map<String, KeptAnswer> more = new HashMap<>(content.keptAnswers().getOrDefault(answer.tenant(), Map.of()));
        more.put(answer.key(), answer);
        content.keptAnswers().put(answer.tenant(), Map.copyOf(more));
    }

    @Override
    public void removeKeptAnswersUntil(Instant moment) {
        content.keptAnswers()
                .replaceAll((tenant, kept) ->
                        only(kept.values().stream().filter(answer -> answer.at().isAfter(moment))));
    }

    @Override
    public void removeKeptAnswersBeyond(TenantId tenant, int most) {
        content.keptAnswers()
                .computeIfPresent(
                        tenant,
                        (same, kept) -> only(kept.values().stream()
                                .sorted(Comparator.comparing(KeptAnswer::at)
                                        .thenComparing(KeptAnswer::key)
                                        .reversed())
                                .limit(most)));
    }

    private static Map<String, KeptAnswer> only(Stream<KeptAnswer> answers) {
        return answers.collect(Collectors.toUnmodifiableMap(KeptAnswer::key, Function.identity()));
    }

    @Override
    public void saveLimit(TenantId tenant, Limit limit, int value) {
        Map<Limit, Integer> more = new HashMap<>(limits(tenant));
        more.put(limit, value);
        content.limits().put(tenant, Map.copyOf(more));
    }

    @Override
    public void removeLimit(TenantId tenant, Limit limit) {
        Map<Limit, Integer> fewer = new HashMap<>(limits(tenant));
        fewer.remove(limit);
        content.limits().put(tenant, Map.copyOf(fewer));
    }

    @Override
    public void saveRateLimits(TenantId tenant, Optional<RateLimits> limits) {
        limits.ifPresentOrElse(
                given -> content.rateLimits().put(tenant, given),
                () -> content.rateLimits().remove(tenant));
    }

    @Override
    public void saveMaintenance(Optional<Maintenance> maintenance) {
        content.maintenance().clear();
        maintenance.ifPresent(content.maintenance()::add);
    }

    @Override
    public void save(VipBlock block) {
        content.vipBlocks().put(block.network().toString(), block);
    }

    @Override
    public void removeVipBlock(Cidr network) {
        content.vipBlocks().remove(network.toString());
    }

    @Override
    public void save(ClosedNetwork closed) {
        content.closedNetworks().put(closed.network().toString(), closed);
    }

    @Override
    public void removeClosedNetwork(Cidr network) {
        content.closedNetworks().remove(network.toString());
    }

    @Override
    public void append(AuditEntry entry) {
        content.audit().add(new AuditRecord(ids.audit.incrementAndGet(), entry));
    }

    @Override
    public void removeAuditBefore(Instant moment) {
        content.audit().removeIf(record -> record.entry().at().isBefore(moment));
    }

    @Override
    public void removeAuditBeyond(int most) {
        int beyond = content.audit().size() - most;
        if (beyond > 0) {
            content.audit().subList(0, beyond).clear();
        }
    }

    @Override
    public void save(Token token) {
        content.tokens().put(token.hash(), token);
    }

    @Override
    public void removeTokensExpiredBy(Instant now) {
        content.tokens().values().removeIf(token -> !token.expires().isAfter(now));
    }

    @Override
    public void removeTokens(TenantId tenant) {
        content.tokens().values().removeIf(token -> token.tenant().equals(tenant));
    }

    @Override
    public void append(Event event) {
        content.events().put((long) ids.event.incrementAndGet(), event);
        if (event.type() == Event.Type.NODE_STATUS) {
            forgetBeyond(event, Event.Type.NODE_STATUS::equals, NODE_EVENTS_KEPT);
        }
        forgetBeyond(event, type -> true, EVENTS_KEPT);
    }

    private void forgetBeyond(Event appended, Predicate<Event.Type> which, int kept) {
        long received = subscriptions(appended.tenant()).stream()
                .filter(Subscription::isActive)
                .mapToLong(Subscription::cursor)
                .min()
                .orElse(Long.MAX_VALUE);
        List<Long> newestFirst = content.events().entrySet().stream()
                .filter(each -> each.getValue().loadBalancer().equals(appended.loadBalancer()))
                .filter(each -> which.test(each.getValue().type()))
                .map(Map.Entry::getKey)
                .sorted(Comparator.reverseOrder())
                .toList();
        newestFirst.stream()
                .skip(kept)
                .filter(id -> id <= received)
                .forEach(id -> content.events().remove(id));
    }

    @Override
    public SubscriptionId nextSubscriptionId() {
        return new SubscriptionId(ids.subscription.incrementAndGet());
    }

    @Override
    public void save(Subscription subscription) {
        content.subscriptions().put(subscription.id(), subscription);
    }

    @Override
    public void remove(SubscriptionId id) {
        content.subscriptions().remove(id);
    }

    @Override
    public void markDue(LoadBalancerId id, Instant when) {
        content.work().put(id, new Content.DueWork(when, 0));
    }

    @Override
    public List<Work> claimWork(Instant now, Instant leaseUntil, int limit) {
        List<LoadBalancerId> due = content.work().entrySet().stream()
                .filter(work -> !work.getValue().due().isAfter(now))
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Content.DueWork::due)))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        return due.stream().map(id -> lease(id, leaseUntil)).toList();
    }

    private Work lease(LoadBalancerId id, Instant until) {
        Content.DueWork leased = content.work()
                .compute(id, (same, due) -> new Content.DueWork(until, due == null ? 1 : due.attempts() + 1));
        return new Work(id, leased.attempts());
    }

    @Override
    public void finishWork(LoadBalancerId id) {
        content.work().remove(id);
    }

    @Override
    public void removeLoadBalancersDeletedBefore(Instant before) {
        List<LoadBalancerId> old = content.loadBalancers().values().stream()
                .filter(row -> row.change().lifecycle() == Lifecycle.DELETED)
                .filter(row -> row.change().updated().isBefore(before))
                .map(LoadBalancerRow::id)
                .toList();
        for (LoadBalancerId id : old) {
            content.loadBalancers().remove(id);
            content.events().values().removeIf(event -> event.loadBalancer().equals(id));
            content.work().remove(id);
            content.traffic().remove(id);
            content.usage().values().removeIf(usage -> usage.loadBalancer().equals(id));
        }
    }

    @Override
    public int nextUsageId() {
        return ids.usage.incrementAndGet();
    }

    @Override
    public void save(UsageRecord usage) {
        content.usage().put(usage.id(), usage);
    }

    @Override
    public void pollUsage() {
        content.usage().replaceAll((_, usage) -> usage.isRunning() ? polled(usage) : usage);
    }

    private static UsageRecord polled(UsageRecord usage) {
        return new UsageRecord(
                usage.id(),
                usage.loadBalancer(),
                usage.tenant(),
                usage.terms(),
                usage.start(),
                usage.end(),
                usage.polls() + 1,
                usage.plain(),
                usage.secure(),
                usage.folded());
    }

    @Override
    public void foldUsage(LoadBalancerId id) {
        fold(usage -> usage.loadBalancer().equals(id) && !usage.isRunning());
    }

    @Override
    public void foldUsageEndedBy(Instant moment) {
        fold(usage -> usage.end().filter(end -> !end.isAfter(moment)).isPresent());
    }

    private void fold(Predicate<UsageRecord> wanted) {
        content.usage().replaceAll((_, usage) -> wanted.test(usage) ? folded(usage) : usage);
    }

    private static UsageRecord folded(UsageRecord usage) {
        return new UsageRecord(
                usage.id(),
                usage.loadBalancer(),
                usage.tenant(),
                usage.terms(),
                usage.start(),
                usage.end(),
                usage.polls(),
                usage.plain(),
                usage.secure(),
                true);
    }

    @Override
    public void save(AccountUsage usage) {
        SortedMap<Instant, AccountUsage> hours =
                new TreeMap<>(content.accountUsage().getOrDefault(usage.tenant(), Collections.emptySortedMap()));
        hours.put(usage.start(), usage);
        content.accountUsage().put(usage.tenant(), hours);
    }

    @Override
    public void save(HostTraffic traffic) {
        LoadBalancerId id = traffic.latest().loadBalancer();
        SortedMap<String, HostTraffic> hosts =
                new TreeMap<>(content.traffic().getOrDefault(id, Collections.emptySortedMap()));
        hosts.put(traffic.host().value(), traffic);
        content.traffic().put(id, hosts);
    }

    @Override
    public void removeUsageEndedBefore(Instant moment) {
        content.usage()
                .values()
                .removeIf(usage -> usage.end().filter(moment::isAfter).isPresent());
        content.accountUsage().replaceAll((_, hours) -> {
            SortedMap<Instant, AccountUsage> left = new TreeMap<>(hours);
            left.values().removeIf(hour -> hour.end().isBefore(moment));
            return left;
        });
    }
}
