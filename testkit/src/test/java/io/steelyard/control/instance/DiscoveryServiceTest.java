package io.steelyard.control.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.identity.Account;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.Instance.State;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.instance.Origin;
import io.steelyard.domain.refusal.Refusal.Limit;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.testkit.SampleBalancers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryServiceTest {
    private static final TenantId TENANT = SampleBalancers.TENANT;
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final ControlFixture control = new ControlFixture();
    private final AtomicInteger followed = new AtomicInteger();
    private final InventoryService inventory =
            new InventoryService(control.store, control.editor, followed::incrementAndGet);
    private final ListedCloud cloud = new ListedCloud();
    private final ListedCloud other = new ListedCloud();
    private final CloudSource source = new CloudSource("ec2", TENANT, cloud);
    private final CloudSource otherSource = new CloudSource("openstack", TENANT, other);
    private final DiscoveryService discovery = new DiscoveryService(
            control.store,
            inventory,
            control.rules,
            control.limits,
            control.clock,
            List.of(source, otherSource),
            Duration.ofMinutes(1));

    DiscoveryServiceTest() {
        control.store.update(unit -> unit.save(new Account(TENANT, "shop", "00")));
    }

    @AfterEach
    void stop() {
        discovery.close();
    }

    @Test
    void instancesComeMoveAndGoAndAreForgottenLater() {
        cloud.list = List.of(instance("i-1", "10.1.1.1"), instance("i-2", "10.1.1.2"));
        discovery.ask(source);
        discovery.ask(source);
        assertThat(inventory.list(TENANT)).containsExactly(found("i-1", "10.1.1.1"), found("i-2", "10.1.1.2"));
        assertThat(followed).hasValue(1);

        cloud.list = List.of(instance("i-1", "10.1.1.9"));
        discovery.ask(source);
        Instant gone = control.clock.instant();
        assertThat(inventory.list(TENANT))
                .containsExactly(
                        found("i-1", "10.1.1.9"),
                        instance("i-2", "10.1.1.2")
                                .with(State.TERMINATED, new Origin.Discovered("ec2", Optional.of(gone))));

        control.clock.advance(DiscoveryService.REMEMBERED);
        discovery.ask(source);
        assertThat(inventory.list(TENANT)).containsExactly(found("i-1", "10.1.1.9"));
    }

    @Test
    void whatComesBackRunsAgain() {
        cloud.list = List.of(instance("i-1", "10.1.1.1"));
        discovery.ask(source);
        cloud.list = List.of();
        discovery.ask(source);

        cloud.list = List.of(instance("i-1", "10.1.1.1"));
        discovery.ask(source);

        assertThat(inventory.list(TENANT)).containsExactly(found("i-1", "10.1.1.1"));
    }

    @Test
    void aCloudThatDoesNotAnswerChangesNothingAndIsReported() {
        cloud.list = List.of(instance("i-1", "10.1.1.1"));
        discovery.ask(source);
        Instant before = control.clock.instant();

        cloud.failure = Optional.of("no route");
        control.clock.advance(LIFE);
        discovery.ask(source);

        assertThat(inventory.list(TENANT)).containsExactly(found("i-1", "10.1.1.1"));
        DiscoveryReport report = discovery.reports().getFirst();
        assertThat(report.failure().orElseThrow()).contains("no route");
        assertThat(report.succeeded()).contains(before);

        cloud.failure = Optional.empty();
        discovery.ask(source);
        assertThat(discovery.reports().getFirst().failure()).isEmpty();
    }

    @Test
    void whatAPersonNamedOrAServerSaysOrAnotherCloudListedIsLeftAlone() {
        inventory.put(TENANT, instance("i-1", "10.1.1.1"));
        try (AnnouncementService announcements =
                new AnnouncementService(control.store, inventory, control.rules, control.limits, control.clock)) {
            announcements.announce(TENANT, instance("i-2", "10.1.1.2"), LIFE);
        }
        other.list = List.of(instance("i-3", "10.1.1.3"));
        discovery.ask(otherSource);
        List<Instance> before = inventory.list(TENANT);

        cloud.list = List.of(instance("i-1", "10.2.2.1"), instance("i-2", "10.2.2.2"), instance("i-3", "10.2.2.3"));
        discovery.ask(source);
        cloud.list = List.of();
        discovery.ask(source);

        assertThat(inventory.list(TENANT)).isEqualTo(before);
    }

    @Test
    void whatIsWhereNodesMayNotBeOrTooManyIsSkippedAndCounted() {
        control.limits.set(TENANT, Map.of(Limit.INSTANCES, 1));
        cloud.list =
                List.of(instance("i-1", "169.254.169.254"), instance("i-2", "10.1.1.2"), instance("i-3", "10.1.1.3"));

        discovery.ask(source);

        assertThat(inventory.list(TENANT)).containsExactly(found("i-2", "10.1.1.2"));
        assertThat(discovery.reports().getFirst())
                .extracting(DiscoveryReport::listed, DiscoveryReport::skipped)
                .containsExactly(3, 2);
    }

    private static Instance found(String id, String address) {
        return instance(id, address).with(State.RUNNING, new Origin.Discovered("ec2", Optional.empty()));
    }

    private static Instance instance(String id, String address) {
        return new Instance(
                new InstanceId(id),
                IpAddress.require(address),
                new Zone("us-east-1a"),
                State.RUNNING,
                Optional.of("web"),
                Map.of());
    }

    /** Lists what it is given, or fails. */
    private static final class ListedCloud implements Cloud {
        private List<Instance> list = List.of();
        private Optional<String> failure = Optional.empty();

        @Override
        public List<Instance> instances() throws IOException {
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
            return list;
        }

        @Override
        public void close() {}
    }
}
