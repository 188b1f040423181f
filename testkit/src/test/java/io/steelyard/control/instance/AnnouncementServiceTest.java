package io.steelyard.control.instance;

import static io.steelyard.control.ControlFixture.OTHER;
import static io.steelyard.control.ControlFixture.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.identity.Account;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.Instance.State;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.instance.Origin;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementServiceTest {
    private static final TenantId TENANT = SampleBalancers.TENANT;
    private static final InstanceId ID = new InstanceId("i-1");
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final ControlFixture control = new ControlFixture();
    private final AtomicInteger followed = new AtomicInteger();
    private final InventoryService inventory =
            new InventoryService(control.store, control.editor, followed::incrementAndGet);
    private final AnnouncementService announcements = service();

    AnnouncementServiceTest() {
        control.store.update(unit -> {
            unit.save(new Account(TENANT, "shop", "00"));
            unit.save(new Account(OTHER.tenant(), "other", "00"));
        });
    }

    private AnnouncementService service() {
        return new AnnouncementService(control.store, inventory, control.rules, control.limits, control.clock);
    }

    @AfterEach
    void stop() {
        announcements.close();
    }

    @Test
    void whoIsSilentForTooLongIsStoppedAndRunsAgainWithItsNextAnnouncement() {
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);

        control.clock.advance(LIFE.minusMillis(1));
        announcements.stopSilent();
        assertThat(state()).isEqualTo(State.RUNNING);

        control.clock.advance(Duration.ofMillis(1));
        announcements.stopSilent();
        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(followed).hasValue(2);

        assertThat(refusalOf(() -> announcements.renew(TENANT, ID)))
                .isEqualTo(new Refusal.NotFound(Refusal.Noun.INSTANCE));
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);
        assertThat(state()).isEqualTo(State.RUNNING);
    }

    @Test
    void whoIsStillThereIsNotFollowedAgain() {
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);

        control.clock.advance(LIFE.minusMillis(1));
        announcements.renew(TENANT, ID);
        control.clock.advance(LIFE.minusMillis(1));
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);
        announcements.stopSilent();

        assertThat(state()).isEqualTo(State.RUNNING);
        assertThat(followed).hasValue(1);
        assertThat(kept().origin())
                .contains(new Origin.Announced(control.clock.instant().plus(LIFE), LIFE));
    }

    @Test
    void theNextProcessGivesEachItsWhileOnceMoreAndNoLonger() {
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);
        control.clock.advance(LIFE.multipliedBy(10));

        try (AnnouncementService next = service()) {
            next.read();
            next.stopSilent();
            assertThat(state()).isEqualTo(State.RUNNING);

            control.clock.advance(LIFE);
            next.stopSilent();
            assertThat(state()).isEqualTo(State.STOPPED);
        }
    }

    @Test
    void whoStopsAndSaysSoIsStoppedAtOnceOrForgotten() {
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);

        announcements.withdraw(TENANT, ID, false);
        assertThat(state()).isEqualTo(State.STOPPED);

        announcements.withdraw(TENANT, ID, true);
        assertThat(inventory.list(TENANT)).isEmpty();
    }

    @Test
    void whatTheOperatorNamedIsNotAnnouncedAndWhatWasAnnouncedIsTheOperatorsOnceNamed() {
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);
        inventory.put(TENANT, said("10.1.1.9"));

        assertThat(refusalOf(() -> announcements.announce(TENANT, said("10.1.1.1"), LIFE)))
                .isInstanceOf(Refusal.Conflict.class);
        assertThat(refusalOf(() -> announcements.renew(TENANT, ID))).isInstanceOf(Refusal.NotFound.class);
        assertThat(refusalOf(() -> announcements.withdraw(TENANT, ID, true))).isInstanceOf(Refusal.NotFound.class);
        control.clock.advance(LIFE);
        announcements.stopSilent();
        assertThat(inventory.list(TENANT)).containsExactly(said("10.1.1.9"));
    }

    @Test
    void anotherAccountsServerOfTheSameIdIsAnotherOne() {
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);
        announcements.announce(OTHER.tenant(), said("10.1.1.2"), LIFE);

        announcements.withdraw(OTHER.tenant(), ID, true);

        assertThat(kept().address()).isEqualTo(IpAddress.require("10.1.1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.1.1", "169.254.169.254", "127.100.0.1", "0.0.0.0"})
    void aServerIsNotWhereNodesMayNotBe(String address) {
        assertThat(refusalOf(() -> announcements.announce(TENANT, said(address), LIFE)))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(inventory.list(TENANT)).isEmpty();
    }

    @Test
    void anAccountHasAsManyAsItMay() {
        control.limits.set(TENANT, Map.of(Limit.INSTANCES, 1));
        announcements.announce(TENANT, said("10.1.1.1"), LIFE);
        announcements.announce(TENANT, said("10.1.1.2"), LIFE);

        assertThat(refusalOf(() -> announcements.announce(TENANT, instance("i-2", "10.1.1.3"), LIFE)))
                .isEqualTo(new Refusal.OverLimit(Limit.INSTANCES, 1));
    }

    private static Instance said(String address) {
        return instance(ID.value(), address);
    }

    private static Instance instance(String id, String address) {
        return new Instance(
                new InstanceId(id),
                IpAddress.require(address),
                new Zone("us-east-1a"),
                State.RUNNING,
                Optional.of("web"),
                Map.of("team", "shop"));
    }

    private Instance kept() {
        return control.store
                .<List<Instance>>read(unit -> unit.instances(TENANT))
                .getFirst();
    }

    private State state() {
        return kept().state();
    }
}
