package io.steelyard.control.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.container.Containers;
import io.steelyard.control.container.StoredContainer;
import io.steelyard.control.container.StoredObject;
import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDeliveryTest {
    private static final Instant HOUR = Instant.parse("2026-11-30T23:00:00Z");
    private static final long QUOTA = 1000;

    @TempDir
    private Path directory;

    private final ControlFixture control = new ControlFixture();
    private final LoadBalancerRow balancer = control.create().row();
    private final TenantId tenant = balancer.tenant();
    private final SettableClock clock = new SettableClock(HOUR.plus(Duration.ofHours(1)));
    private Containers containers = new Containers(Path.of(""));
    private boolean away;

    @BeforeEach
    void makeContainers() {
        containers = new Containers(directory.resolve("containers"));
    }

    @Test
    void theFirstPartOfAnHourHasThePlainNameAndOthersSayWhoseTheyAre() throws IOException {
        LogDelivery delivery = delivery();
        seal(log(1, 1), "first");
        delivery.deliver();
        seal(log(1, 2), "second");
        seal(log(2, 3), "third");
        delivery.deliver();

        String name = "lb_" + balancer.id() + "_" + balancer.name().value().replace(' ', '_');
        assertThat(containers.list(tenant)).extracting(StoredContainer::name).containsExactly(name + "_Nov_2026");
        assertThat(containers.objects(tenant, name + "_Nov_2026"))
                .extracting(StoredObject::name)
                .containsExactly(
                        name + "_2026113023.zip",
                        name + "_2026113023_local-1-2.zip",
                        name + "_2026113023_local-2-3.zip");
    }

    /** The host seals again what it is not sure to have sealed. */
    @Test
    void aPartThatComesAgainReplacesItself() throws IOException {
        seal(log(1, 1), "first");
        delivery().deliver();
        seal(log(1, 2), "second");
        delivery().deliver();
        seal(log(1, 1), "first");
        delivery().deliver();

        assertThat(containers.list(tenant)).extracting(StoredContainer::objects).containsExactly(2L);
    }

    @Test
    void whatAStoreDoesNotTakeIsTriedAgainAndArrivesOnce() throws IOException {
        LogDelivery delivery = delivery();
        away = true;
        seal(log(1, 1), "first");
        for (int i = 0; i < 20; i++) {
            delivery.deliver();
            clock.advance(Duration.ofSeconds(30));
        }
        assertThat(containers.list(tenant)).isEmpty();

        away = false;
        clock.advance(Duration.ofMinutes(5));
        delivery.deliver();

        assertThat(containers.list(tenant)).extracting(StoredContainer::objects).containsExactly(1L);
        assertThat(Files.exists(directory.resolve("logs/outbox/" + tenant))).isFalse();
    }

    @Test
    void whatWaitedIsDeliveredByTheNextProcess() throws IOException {
        away = true;
        seal(log(1, 1), "first");
        delivery().deliver();
        away = false;

        delivery().deliver();

        assertThat(containers.list(tenant)).extracting(StoredContainer::objects).containsExactly(1L);
    }

    @Test
    void aTenantWithoutRoomLosesItsLogsAndIsTold() throws IOException {
        LogDelivery delivery = delivery();
        seal(log(1, 1), "x".repeat(600));
        delivery.deliver();
        seal(log(1, 2), "x".repeat(600));
        delivery.deliver();

        assertThat(containers.octets(tenant)).isLessThanOrEqualTo(QUOTA);
        assertThat(latestEvent().type()).isEqualTo(Event.Type.LOG_LOST);
        assertThat(latestEvent().summary())
                .isEqualTo(
                        "5 lines of the access log of 2026-11-30T23:00:00Z were dropped: the account has no room left of its"
                                + " 1000 bytes for logs.");
    }

    @Test
    void whatTheHostLostIsTold() throws IOException {
        seal(new SealedLog(balancer.id(), HOUR, 1, 1, 5, 42, Optional.empty()), "x");
        delivery().deliver();

        assertThat(latestEvent().summary())
                .startsWith("42 lines of the access log of 2026-11-30T23:00:00Z are missing");
        assertThat(containers.list(tenant)).hasSize(1);
    }

    @Test
    void logsOfNobodyAreDropped() throws IOException {
        seal(new SealedLog(new LoadBalancerId(4711), HOUR, 1, 1, 5, 0, Optional.empty()), "x");

        delivery().deliver();

        assertThat(directory.resolve("logs/sealed")).isEmptyDirectory();
    }

    private LogDelivery delivery() throws IOException {
        Path logs = directory.resolve("logs");
        LogBuckets buckets = new LogBuckets(logs, BucketOwners.NONE, Optional.empty(), List.of(), clock);
        return new LogDelivery(logs, this::put, buckets, control.store, clock, QUOTA, containers::octets);
    }

    private void put(TenantId owner, String container, String object, Path content) throws IOException {
        if (away) {
            throw new IOException("away");
        }
        containers.put(owner, container, object, content);
    }

    private SealedLog log(long epoch, long segment) {
        return new SealedLog(balancer.id(), HOUR, epoch, segment, 5, 0, Optional.empty());
    }

    private void seal(SealedLog log, String content) throws IOException {
        Path sealed = Files.createDirectories(directory.resolve("logs/sealed"));
        Files.writeString(sealed.resolve(log.fileName()), content);
    }

    private Event latestEvent() {
        List<Event> events = control.store.read(unit -> unit.events(balancer.id(), 1));
        return events.getFirst();
    }
}
