package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.control.secret.SealedSecret;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.OwnedInstance;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.instance.Origin;
import io.steelyard.domain.listener.Role;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classic balancers by their names, and what only they need: instances and access keys. */
interface ClassicContract {
    TenantId OTHER = new TenantId(7_777);

    Store store();

    @Test
    default void balancersComeByWhatTheClassicDialectCallsThem() {
        LoadBalancerRow b = saveKnownAs("b");
        LoadBalancerRow a = saveKnownAs("a");
        LoadBalancerRow plain = store().write(SampleBalancers::saveNew);

        assertThat(byAlias(b, "", 10)).containsExactly(a, b, plain);
        assertThat(byAlias(b, "a", 1)).containsExactly(b);
        assertThat(byAlias(b, "", 1)).containsExactly(a);
        assertThat(knownAs(a, "a")).contains(a);
        assertThat(knownAs(a, "A")).isEmpty();
        assertThat(knownAs(a, plain.alias().value())).contains(plain);
    }

    @Test
    default void onlyBalancersWhosePrimaryListenerIsAloneAreAmongAllDialects() {
        LoadBalancerRow many = saveKnownAs("a");
        LoadBalancerRow plain = store().write(SampleBalancers::saveNew);

        assertThat(many.primaryAlone()).isFalse();
        assertThat(store().<List<LoadBalancerRow>>read(unit ->
                        unit.loadBalancers(plain.tenant(), plain.region(), LoadBalancerFilter.NONE, 1, 0, 100)))
                .containsExactly(plain);
    }

    @Test
    default void anAliasIsFreeAsSoonAsTheEndOfItsBalancerWasAskedFor() {
        LoadBalancerRow row = saveKnownAs("a");

        store().update(unit -> unit.save(row.with(row.change().deleting(START))));

        assertThat(knownAs(row, "a")).isEmpty();
        assertThat(byAlias(row, "", 10)).isEmpty();
    }

    @Test
    default void anAccountsInstancesComeByIdAndAreReplaced() {
        TenantId tenant = SampleBalancers.TENANT;
        Instance second = instance("i-2", "10.1.1.2");
        store().update(unit -> {
            unit.save(tenant, second);
            unit.save(tenant, instance("i-1", "10.1.1.1"));
            unit.save(OTHER, instance("i-3", "10.1.1.3"));
        });

        Instance first = instance("i-1", "10.1.1.9");
        store().update(unit -> unit.save(tenant, first));

        assertThat(store().<List<Instance>>read(unit -> unit.instances(tenant))).containsExactly(first, second);
        assertThat(store().<Optional<Instance>>read(unit -> unit.instance(tenant, first.id())))
                .contains(first);
        assertThat(store().<Optional<Instance>>read(unit -> unit.instance(OTHER, first.id())))
                .isEmpty();
        assertThat(store().<List<OwnedInstance>>read(ReadUnit::everyInstance))
                .containsExactly(
                        new OwnedInstance(tenant, first),
                        new OwnedInstance(tenant, second),
                        new OwnedInstance(OTHER, instance("i-3", "10.1.1.3")));

        store().update(unit -> unit.removeInstance(tenant, first.id()));
        store().update(unit -> unit.removeInstance(tenant, first.id()));

        assertThat(store().<List<Instance>>read(unit -> unit.instances(tenant))).containsExactly(second);
    }

    @Test
    default void whatSaysThatAnInstanceIsThereIsKept() {
        TenantId tenant = SampleBalancers.TENANT;
        Instance announced = instance("i-1", "10.1.1.1")
                .with(Instance.State.STOPPED, new Origin.Announced(START, Duration.ofSeconds(30)));
        Instance discovered = instance("i-2", "10.1.1.2")
                .with(Instance.State.TERMINATED, new Origin.Discovered("ec2", Optional.of(START)));

        store().update(unit -> {
            unit.save(tenant, announced);
            unit.save(tenant, discovered);
        });

        assertThat(store().<List<Instance>>read(unit -> unit.instances(tenant))).containsExactly(announced, discovered);
    }

    @Test
    default void anAccessKeyIsFoundByItsExactIdAndReplaced() {
        AccessKey old = new AccessKey("AKID", OTHER, new SecretId(1));
        AccessKey key = new AccessKey("AKID", OTHER, new SecretId(2));

        store().update(unit -> unit.save(old));
        store().update(unit -> unit.save(key));

        assertThat(store().<Optional<AccessKey>>read(unit -> unit.accessKey("AKID")))
                .contains(key);
        assertThat(store().<Optional<AccessKey>>read(unit -> unit.accessKey("akid")))
                .isEmpty();
    }

    @Test
    default void anAccountsAccessKeysComeByIdAndGoWithTheirSecrets() {
        AccessKey second = new AccessKey("B", OTHER, new SecretId(2));
        AccessKey first = new AccessKey("A", OTHER, new SecretId(1));
        store().update(unit -> {
            unit.save(second);
            unit.save(first);
            unit.save(new AccessKey("C", SampleBalancers.TENANT, new SecretId(3)));
            unit.save(new SealedSecret(first.secret(), OTHER, Optional.empty(), "key", "sealed"));
        });

        assertThat(store().<List<AccessKey>>read(unit -> unit.accessKeys(OTHER)))
                .containsExactly(first, second);

        store().update(unit -> unit.remove(first));

        assertThat(store().<List<AccessKey>>read(unit -> unit.accessKeys(OTHER)))
                .containsExactly(second);
        assertThat(store().<List<SealedSecret>>read(unit -> unit.secrets(List.of(first.secret()))))
                .isEmpty();
    }

    private List<LoadBalancerRow> byAlias(LoadBalancerRow like, String after, int limit) {
        return store().read(unit -> unit.loadBalancersByAlias(like.tenant(), like.region(), after, limit));
    }

    private Optional<LoadBalancerRow> knownAs(LoadBalancerRow like, String alias) {
        return store().read(unit -> unit.loadBalancer(like.tenant(), like.region(), new Alias(alias)));
    }

    private LoadBalancerRow saveKnownAs(String alias) {
        return store().write(unit -> {
            LoadBalancer plain = SampleBalancers.http(unit.nextLoadBalancerId(), unit.nextVirtualIpId());
            LoadBalancer additional =
                    plain.withListeners(List.of(plain.primaryListener().withRole(Role.ADDITIONAL)));
            LoadBalancerRow row =
                    LoadBalancerRow.of(additional, new Alias(alias), Change.first(additional.id(), START));
            unit.save(row);
            return row;
        });
    }

    private static Instance instance(String id, String address) {
        return new Instance(
                new InstanceId(id),
                IpAddress.require(address),
                new Zone("us-east-1a"),
                Instance.State.RUNNING,
                Optional.of("web"),
                Map.of("team", "shop"));
    }
}
