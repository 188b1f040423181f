package io.steelyard.testkit.store;

import static io.steelyard.testkit.SampleBalancers.REGION;
import static io.steelyard.testkit.SampleBalancers.START;
import static io.steelyard.testkit.SampleBalancers.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VipState;
import io.steelyard.domain.virtualip.VipType;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Virtual IPs: one per address, in use or in quarantine. */
interface VirtualIpContract {
    Store store();

    @Test
    default void aVirtualIpIsReadAsItWasSaved() {
        VirtualIp v4 = save(vip(1, "127.100.0.1"));
        VirtualIp v6 = save(vip(2, "fd00:0:0:0:0:0:0:1"));

        assertThat(find(1)).hasValue(v4);
        assertThat(find(2)).hasValue(v6);
        assertThat(find(3)).isEmpty();
        assertThat(quarantinedSince(1)).isEmpty();
    }

    @Test
    default void ofThoseWantedTheOnesThereAreFound() {
        VirtualIp first = save(vip(1, "127.100.0.1"));
        save(vip(2, "127.100.0.2"));

        Map<VirtualIpId, VirtualIp> found =
                store().read(unit -> unit.virtualIps(List.of(first.id(), new VirtualIpId(9))));

        assertThat(found).containsOnly(Map.entry(first.id(), first));
        assertThat(store().<Map<VirtualIpId, VirtualIp>>read(unit -> unit.virtualIps(List.of())))
                .isEmpty();
    }

    @Test
    default void everyVirtualIpIsListedLowestIdFirst() {
        VirtualIp second = save(vip(2, "127.100.0.1"));
        VirtualIp first = save(vip(1, "127.100.0.2"));

        assertThat(store().<List<VirtualIp>>read(ReadUnit::everyVirtualIp)).containsExactly(first, second);
    }

    @Test
    default void quarantineHasABeginningAndEndsWhenTheVirtualIpIsSavedAgain() {
        VirtualIp vip = save(vip(1, "127.100.0.1"));

        store().update(unit -> unit.quarantine(vip.id(), START));
        assertThat(find(1)).map(VirtualIp::state).hasValue(VipState.QUARANTINED);
        assertThat(quarantinedSince(1)).hasValue(START);

        save(vip);
        assertThat(find(1)).hasValue(vip);
        assertThat(quarantinedSince(1)).isEmpty();
    }

    @Test
    default void anAddressIsKnownInUseAndInQuarantineUntilItsVirtualIpIsRemoved() {
        VirtualIp vip = save(vip(1, "127.100.0.1"));
        assertThat(isKnown("127.100.0.1")).isTrue();
        assertThat(isKnown("127.100.0.2")).isFalse();

        store().update(unit -> unit.quarantine(vip.id(), START));
        assertThat(isKnown("127.100.0.1")).isTrue();

        store().update(unit -> unit.remove(vip.id()));
        assertThat(isKnown("127.100.0.1")).isFalse();
    }

    @Test
    default void ofThoseInQuarantineTheLongestThereIsFoundThatIsWanted() {
        save(vip(1, "127.100.0.1"));
        for (int id = 2; id <= 4; id++) {
            VirtualIp left = save(vip(id, "127.100.0." + id));
            Instant since = START.plusSeconds(10 - id);
            store().update(unit -> unit.quarantine(left.id(), since));
        }

        assertThat(longestInQuarantine(_ -> true)).hasValue(new VirtualIpId(4));
        assertThat(longestInQuarantine(vip -> vip.id().value() < 4)).hasValue(new VirtualIpId(3));
        assertThat(longestInQuarantine(_ -> false)).isEmpty();
    }

    @Test
    default void quarantineOfWhatIsNotThereDoesNothing() {
        store().update(unit -> unit.quarantine(new VirtualIpId(1), START));

        assertThat(find(1)).isEmpty();
        assertThat(quarantinedSince(1)).isEmpty();
    }

    @Test
    default void aVirtualIpIsNotSavedInQuarantineWithoutItsBeginning() {
        VirtualIp quarantined = new VirtualIp(
                new VirtualIpId(1),
                TENANT,
                REGION,
                IpAddress.require("127.100.0.1"),
                VipType.PUBLIC,
                new VipGroupId(1),
                VipState.QUARANTINED,
                START);

        assertThatIllegalArgumentException().isThrownBy(() -> save(quarantined));
    }

    @Test
    default void anAddressBelongsToOneVirtualIpUntilThatIsRemoved() {
        VirtualIp first = save(vip(1, "127.100.0.1"));
        assertThatIllegalStateException().isThrownBy(() -> save(vip(2, "127.100.0.1")));
        assertThat(find(2)).isEmpty();

        store().update(unit -> unit.remove(first.id()));
        save(vip(2, "127.100.0.1"));

        assertThat(find(1)).isEmpty();
        assertThat(find(2)).isPresent();
    }

    private VirtualIp save(VirtualIp vip) {
        store().update(unit -> unit.save(vip));
        return vip;
    }

    private Optional<VirtualIp> find(int id) {
        return store().read(unit -> unit.virtualIp(new VirtualIpId(id)));
    }

    private boolean isKnown(String address) {
        return store().read(unit -> unit.hasVirtualIpAt(IpAddress.require(address)));
    }

    private Optional<VirtualIpId> longestInQuarantine(Predicate<VirtualIp> wanted) {
        return store().read(unit -> unit.longestInQuarantine(wanted)).map(VirtualIp::id);
    }

    private Optional<Instant> quarantinedSince(int id) {
        return store().read(unit -> unit.quarantinedSince(new VirtualIpId(id)));
    }

    private static VirtualIp vip(int id, String address) {
        return new VirtualIp(
                new VirtualIpId(id),
                TENANT,
                REGION,
                IpAddress.require(address),
                VipType.SERVICENET,
                new VipGroupId(3),
                VipState.IN_USE,
                START);
    }
}
