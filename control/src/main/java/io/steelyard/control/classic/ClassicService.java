package io.steelyard.control.classic;

import io.steelyard.control.change.Admission;
import io.steelyard.control.change.Applied;
import io.steelyard.control.change.Edit;
import io.steelyard.control.change.LoadBalancerEditor;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.limit.LimitService;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.control.node.NodeRules;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.control.virtualip.VipBlockService;
import io.steelyard.control.virtualip.VirtualIpAllocator;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.loadbalancer.TrafficPolicy;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.pool.Algorithm;
import io.steelyard.domain.pool.Pool;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What tenants may do with balancers in the classic dialect, which calls each by an {@link Alias}, whoever made it. A write is
 * never refused because another one is under way, and returns when hosts serve it.
 */
public final class ClassicService {
    /** How long a connection may be idle unless somebody says otherwise. */
    private static final Duration USUAL_IDLE = Duration.ofSeconds(60);

    private final Store store;
    private final LoadBalancerEditor editor;
    private final Applied applied;
    private final ZoneAddresses addresses;
    private final ClassicRules rules;
    private final LimitService limits;
    private final ListenerCertificates certificates;
    private final ClassicWords words;

    /** @param regions whose zones balancers of other dialects serve */
    public ClassicService(
            Store store,
            LoadBalancerEditor editor,
            Applied applied,
            VipBlockService blocks,
            VirtualIpAllocator virtualIps,
            NodeRules nodeRules,
            LimitService limits,
            SecretVault vault,
            List<Region> regions) {
        this.store = store;
        this.editor = editor;
        this.applied = applied;
        this.addresses = new ZoneAddresses(blocks, virtualIps);
        this.rules = new ClassicRules(nodeRules);
        this.limits = limits;
        this.certificates = new ListenerCertificates(vault);
        this.words = new ClassicWords(regions);
    }

    /**
     * Makes a balancer. One that no host can serve is taken away again.
     *
     * @throws RefusedException with Conflict when the name is taken; else when a rule or a limit is broken
     */
    public LoadBalancerView create(Caller caller, NewClassic wanted) {
        addresses.check(wanted.said());
        LoadBalancerView made = editor.create(
                (unit, now) -> build(unit, caller, wanted, now),
                new Admission.Always(),
                (unit, row) -> LoadBalancerView.of(unit, row));
        awaitOrTakeBack(caller, made.row());
        return made;
    }

    private void awaitOrTakeBack(Caller caller, LoadBalancerRow made) {
        try {
            applied.await(made);
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.NotServed) {
                editor.delete(caller.tenant(), List.of(made.id()), new Admission.Always());
            }
            throw refused;
        }
    }

    private LoadBalancer build(WriteUnit unit, Caller caller, NewClassic wanted, Instant now) {
        limits.of(unit, caller.tenant()).check(Limit.LOAD_BALANCERS, unit.countLoadBalancers(caller.tenant()) + 1);
        if (unit.loadBalancer(caller.tenant(), caller.region(), wanted.alias()).isPresent()) {
            throw new RefusedException(new Refusal.Conflict(Refusal.Noun.LOAD_BALANCER, "named " + wanted.alias()));
        }
        return certificates.meaning(
                unit,
                new LoadBalancer(
                        unit.nextLoadBalancerId(),
                        caller.tenant(),
                        caller.region(),
                        new Name(wanted.alias().value()),
                        addresses.first(unit, caller, wanted.said(), now),
                        List.of(),
                        List.of(Pool.empty(new PoolId(1), Algorithm.ROUND_ROBIN)),
                        TrafficPolicy.DEFAULT.withIdleTimeout(USUAL_IDLE),
                        Metadata.NONE,
                        Optional.of(wanted.said())));
    }

    /** @throws RefusedException with NotFound */
    public LoadBalancerView get(Caller caller, String name) {
        return store.read(unit -> LoadBalancerView.of(
                unit, named(unit, caller, name).map(row -> words.of(unit, row)).orElseThrow(ClassicService::notFound)));
    }

    /**
     * What was said of a balancer.
     *
     * @throws RefusedException with NotFound
     */
    public Classic said(Caller caller, String name) {
        return get(caller, name)
                .row()
                .configuration()
                .flatMap(LoadBalancer::classic)
                .orElseThrow();
    }

    /**
     * The caller's balancers, by alias, each with the words for it.
     *
     * @param after only aliases after this text; empty for all
     * @param limit 1 or more
     */
    public List<LoadBalancerView> list(Caller caller, String after, int limit) {
        return store.read(unit -> LoadBalancerView.of(
                unit, words.of(unit, unit.loadBalancersByAlias(caller.tenant(), caller.region(), after, limit))));
    }

    /**
     * Changes what was said of a balancer.
     *
     * @param change runs within the unit that keeps its result; what it throws is thrown, and nothing has changed then
     * @return as it is then
     * @throws RefusedException with NotFound; else when a rule is broken
     */
    public Classic change(Caller caller, String name, UnaryOperator<Classic> change) {
        return edit(
                        caller,
                        name,
                        (unit, current, now) -> current.withClassic(
                                change.apply(current.classic().orElseThrow())))
                .classic()
                .orElseThrow();
    }

    /** The same for what no host needs to know. */
    public Classic note(Caller caller, String name, UnaryOperator<Classic> change) {
        return editor.note(
                        caller.tenant(),
                        find(caller, name).id(),
                        new Admission.Always(),
                        (unit, current, now) -> current.withClassic(
                                change.apply(words.of(unit, current).classic().orElseThrow())))
                .configuration()
                .flatMap(LoadBalancer::classic)
                .orElseThrow();
    }

    /**
     * Changes anything of a balancer.
     *
     * @param change of the balancer with the words for it
     *
     * @throws RefusedException as {@link #change}
     */
    public LoadBalancer edit(Caller caller, String name, Edit change) {
        LoadBalancerRow edited = editor.edit(
                caller.tenant(),
                find(caller, name).id(),
                new Admission.Always(),
                (unit, current, now) -> changed(unit, caller, current, change, now));
        applied.await(edited);
        return store.read(unit -> words.of(unit, edited.configuration().orElseThrow()));
    }

    private LoadBalancer changed(WriteUnit unit, Caller caller, LoadBalancer current, Edit change, Instant now) {
        LoadBalancer worded = words.of(unit, current);
        LoadBalancer wanted =
                addresses.follow(unit, caller, worded.classic().orElseThrow(), change.apply(unit, worded, now), now);
        return ClassicWords.kept(current, rules.checked(certificates.meaning(unit, worded, wanted)));
    }

    /** Takes a balancer away; returns when it is gone. Nothing happens when there is none. */
    public void delete(Caller caller, String name) {
        Optional<LoadBalancerRow> row = store.read(unit -> named(unit, caller, name));
        row.ifPresent(found -> {
            editor.delete(caller.tenant(), List.of(found.id()), new Admission.Always());
            store.<Optional<LoadBalancerRow>>read(unit -> unit.loadBalancer(found.id()))
                    .ifPresent(applied::await);
        });
    }

    private LoadBalancerRow find(Caller caller, String name) {
        return store.<Optional<LoadBalancerRow>>read(unit -> named(unit, caller, name))
                .orElseThrow(ClassicService::notFound);
    }

    private static Optional<LoadBalancerRow> named(ReadUnit unit, Caller caller, String name) {
        return Optional.of(name)
                .filter(Alias::isValid)
                .flatMap(alias -> unit.loadBalancer(caller.tenant(), caller.region(), new Alias(alias)));
    }

    private static RefusedException notFound() {
        return new RefusedException(new Refusal.NotFound(Refusal.Noun.LOAD_BALANCER));
    }
}
