package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.control.secret.SealedSecret;
import io.steelyard.control.store.LoadBalancerFilter;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.loadbalancer.LoadBalancer;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classic balancers by their names, and what only they need: instances and access keys. */
interface ClassicContract {
    TenantId OTHER = new TenantId(7_777);

    Store store();

    @Test
    default void classicBalancersComeByNameAndNotAmongTheOthers() {
        LoadBalancerRow b = saveClassic("b");
        LoadBalancerRow a = saveClassic("a");
        LoadBalancerRow plain = store().write(SampleBalancers::saveNew);

        assertThat(classics(b, "", 10)).containsExactly(a, b);
        assertThat(classics(b, "a", 10)).containsExactly(b);
        assertThat(classics(b, "", 1)).containsExactly(a);
        assertThat(named(a, "a")).contains(a);
        assertThat(named(a, "A")).isEmpty();
        assertThat(named(a, plain.name().value())).isEmpty();
        assertThat(store().<List<LoadBalancerRow>>read(unit ->
                        unit.loadBalancers(plain.tenant(), plain.region(), LoadBalancerFilter.NONE, 1, 0, 100)))
                .containsExactly(plain);
    }

    @Test
    default void aNameIsFreeAsSoonAsTheEndOfItsBalancerWasAskedFor() {
        LoadBalancerRow row = saveClassic("a");

        store().update(unit -> unit.save(row.with(row.change().deleting(START))));

        assertThat(named(row, "a")).isEmpty();
        assertThat(classics(row, "", 10)).isEmpty();
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

        store().update(unit -> unit.removeInstance(tenant, first.id()));
        store().update(unit -> unit.removeInstance(tenant, first.id()));

        assertThat(store().<List<Instance>>read(unit -> unit.instances(tenant))).containsExactly(second);
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

    private List<LoadBalancerRow> classics(LoadBalancerRow like, String after, int limit) {
        return store().read(unit -> unit.classics(like.tenant(), like.region(), after, limit));
    }

    private Optional<LoadBalancerRow> named(LoadBalancerRow like, String name) {
        return store().read(unit -> unit.classicNamed(like.tenant(), like.region(), name));
    }

    private LoadBalancerRow saveClassic(String name) {
        return store().write(unit -> {
            LoadBalancer plain = SampleBalancers.http(unit.nextLoadBalancerId(), unit.nextVirtualIpId());
            LoadBalancerRow row =
                    SampleBalancers.row(plain.withName(new Name(name)).withClassic(SampleBalancers.said()));
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
