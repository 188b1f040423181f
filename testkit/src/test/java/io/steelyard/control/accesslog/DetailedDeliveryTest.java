package io.steelyard.control.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.control.ControlFixture;
import io.steelyard.control.change.Admission;
import io.steelyard.control.event.Event;
import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.ClassicAttributes.AccessLog;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.region.Region;
import io.steelyard.testkit.SettableClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Detailed logs on their way to buckets that accounts name. */
class DetailedDeliveryTest {
    private static final Instant BEGIN = Instant.parse("2026-11-30T23:55:00Z");
    private static final long QUOTA = 1000;
    private static final TenantId TENANT = ControlFixture.JDOE.tenant();
    private static final String TEST_FILE = "shop-logs my-app/AWSLogs/1234/ELBAccessLogTestFile";

    @TempDir
    private Path directory;

    private final ControlFixture control = new ControlFixture();
    private final LoadBalancerView balancer = control.create();
    private final SettableClock clock = new SettableClock(BEGIN.plus(Duration.ofMinutes(5)));
    private final Map<String, String> objects = new TreeMap<>();
    private final List<String> puts = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private Map<String, TenantId> named = Map.of("shop-logs", TENANT, "others", new TenantId(9));
    private boolean away;

    @Test
    void whatIsEnabledIsTestedAndDeliveredUnderAwsNames() throws IOException {
        prepare(log("shop-logs", "my-app"));
        seal(part(1), "line\n");

        delivery().deliver();

        String address = balancer.virtualIps().getFirst().address().toString();
        assertThat(objects)
                .hasSize(2)
                .containsEntry(TEST_FILE, "Enable AccessLog for ELB: web at 2026-12-01T00:00:00Z\n");
        assertThat(only())
                .matches("shop-logs my-app/AWSLogs/1234/elasticloadbalancing/us-east-1/2026/12/01/"
                        + "1234_elasticloadbalancing_us-east-1_web_20261201T0000Z_" + address + "_[a-z2-7]{8}\\.log");
        assertThat(objects).containsEntry(only(), "line\n");
        assertThat(directory.resolve("logs/sealed")).isEmptyDirectory();
        assertThat(directory.resolve("logs/buckets")).isEmptyDirectory();
    }

    @Test
    void withoutAPrefixKeysBeginWithAwsLogs() throws IOException {
        prepare(new AccessLog(true, Optional.of("shop-logs"), Optional.empty(), 5, Optional.of("shop")));
        seal(part(1), "line\n");
        delivery().deliver();

        assertThat(objects.keySet())
                .allMatch(key -> key.startsWith("shop-logs AWSLogs/1234/"))
                .hasSize(2);
    }

    @Test
    void eachPartOfAPeriodHasANameThatStays() throws IOException {
        prepare(log("shop-logs", "my-app"));
        seal(part(1), "first\n");
        seal(part(2), "second\n");
        delivery().deliver();
        seal(part(1), "first\n");
        delivery().deliver();

        assertThat(objects.values()).contains("first\n", "second\n").hasSize(3);
    }

    @Test
    void whatWasNamedBeforeACrashKeepsThatName() throws IOException {
        prepare(log("shop-logs", "my-app"));
        seal(part(1), "line\n");
        away = true;
        delivery().deliver();
        away = false;
        prepare(log("shop-logs", "elsewhere"));

        LogDelivery next = delivery();
        next.deliver();

        assertThat(puts).filteredOn(key -> key.endsWith(".log")).hasSize(2).allMatch(only()::equals);
        assertThat(only()).startsWith("shop-logs my-app/");
    }

    @Test
    void whatIsLeftOfABalancerThatIsGoneArrivesToo() throws IOException {
        prepare(log("shop-logs", "my-app"));
        control.editor.delete(TENANT, List.of(balancer.row().id()), new Admission.Always());
        control.applied(balancer.row().id());
        assertThat(control.store.<Boolean>read(
                        unit -> unit.loadBalancer(balancer.row().id())
                                .orElseThrow()
                                .configuration()
                                .isEmpty()))
                .isTrue();
        seal(part(1), "line\n");

        delivery().deliver();

        assertThat(objects).containsEntry(only(), "line\n");
    }

    @Test
    void whereLogsOfABalancerThatIsLongGoneWentIsForgotten() throws IOException {
        prepare(log("shop-logs", "my-app"));
        delivery().deliver();
        Path remembered =
                directory.resolve("logs/destinations/" + balancer.row().id());
        assertThat(remembered).exists();

        control.editor.delete(TENANT, List.of(balancer.row().id()), new Admission.Always());
        control.applied(balancer.row().id());
        clock.advance(Duration.ofDays(400));
        delivery().deliver();

        assertThat(remembered).doesNotExist();
    }

    @Test
    void anEmptyPeriodHasNoObjectAndWhatIsMissingIsTold() throws IOException {
        prepare(log("shop-logs", "my-app"));
        seal(new SealedLog(balancer.row().id(), BEGIN, 1, 1, 0, 42, Optional.of(Duration.ofMinutes(5))), "");

        delivery().deliver();

        assertThat(objects).hasSize(1);
        assertThat(latestEvent()).startsWith("42 lines of the access log of 2026-11-30T23:00:00Z are missing");
    }

    @Test
    void whatHasNoBucketIsDroppedAndTold() throws IOException {
        seal(part(1), "line\n");

        delivery().deliver();

        assertThat(objects).isEmpty();
        assertThat(latestEvent())
                .isEqualTo("5 lines of the access log of 2026-11-30T23:00:00Z were dropped: no bucket is named.");
    }

    @Test
    void aBucketThatRefusesKeepsNobodyElseWaiting() throws IOException {
        prepare(log("shop-logs", "my-app"));
        LogDelivery delivery = delivery();
        refused.add("shop-logs");
        seal(part(1), "line\n");
        delivery.deliver();
        seal(new SealedLog(balancer.row().id(), BEGIN, 1, 7, 5, 0, Optional.empty()), "usual");
        delivery.deliver();

        assertThat(puts).contains("the usual store");
        refused.clear();
        clock.advance(Duration.ofMinutes(5));
        delivery.deliver();
        assertThat(objects).containsEntry(only(), "line\n");
    }

    @Test
    void aBucketThatIsNoLongerTheAccountsGetsNothing() throws IOException {
        prepare(log("shop-logs", "my-app"));
        objects.clear();
        named = Map.of("shop-logs", new TenantId(9));
        seal(part(1), "line\n");

        delivery().deliver();

        assertThat(objects).isEmpty();
    }

    @Test
    void anAccountWithoutRoomLosesItsLogsAndIsTold() throws IOException {
        prepare(log("shop-logs", "my-app"));
        away = true;
        LogDelivery delivery = delivery();
        for (int i = 1; i <= 3; i++) {
            seal(part(i), incompressible(400, i));
            delivery.deliver();
        }

        assertThat(latestEvent()).contains("were dropped: the account has no room left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"others", "nobodys"})
    void anotherBucketIsNotWrittenTo(String bucket) {
        assertThatThrownBy(() -> prepare(log(bucket, "my-app")))
                .isInstanceOf(LogRefusedException.class)
                .hasMessage("Access Denied for bucket: " + bucket + ". Please check S3bucket permission");
        assertThat(objects).isEmpty();
    }

    @Test
    void aBucketThatRefusesIsNotUsed() {
        refused.add("shop-logs");

        assertThatThrownBy(() -> prepare(log("shop-logs", "my-app")))
                .isInstanceOf(LogRefusedException.class)
                .hasMessage("Access Denied for bucket: shop-logs. Please check S3bucket permission");
        assertThat(directory.resolve("logs/destinations")).isEmptyDirectory();
    }

    @Test
    void aStoreThatIsAwayIsNobodysFault() {
        away = true;

        assertThat(ControlFixture.refusalOf(() -> prepare(log("shop-logs", "my-app"))))
                .isInstanceOf(Refusal.Unavailable.class);
        away = false;
        assertThat(ControlFixture.refusalOf(() -> prepareWithin(log("shop-logs", "my-app"))))
                .isInstanceOf(Refusal.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a", "a/", "a//b", "..", "a/../b", ".", "a b", "a\nb", "AWSLogs", "a/AWSLogs/b", "é", "a?b"})
    void aPrefixMustBeUsable(String prefix) {
        assertThatThrownBy(() -> prepare(log("shop-logs", prefix)))
                .isInstanceOf(LogRefusedException.class)
                .hasMessageStartingWith("S3BucketPrefix is ");
        assertThat(objects).isEmpty();
    }

    @Test
    void withoutBucketsNothingIsEnabled() throws IOException {
        LogBuckets none =
                new LogBuckets(directory.resolve("logs"), BucketOwners.NONE, Optional.empty(), List.of(), clock);

        assertThatThrownBy(() -> none.prepare(balancer, log("shop-logs", "my-app")))
                .isInstanceOf(LogRefusedException.class)
                .hasMessage("Access logs cannot be enabled: this service has no S3 that they could be written to.");
    }

    /** While one of the account's is under way. */
    private void prepareWithin(AccessLog wanted) throws IOException {
        List<LogBuckets> one = new ArrayList<>();
        one.add(buckets((bucket, key, content) -> one.getFirst().prepare(balancer, wanted)));
        one.getFirst().prepare(balancer, wanted);
    }

    private void prepare(AccessLog wanted) throws IOException {
        buckets(this::put).prepare(balancer, wanted);
    }

    private static AccessLog log(String bucket, String prefix) {
        return new AccessLog(true, Optional.of(bucket), Optional.of(prefix), 5, Optional.of("shop"));
    }

    private LogBuckets buckets(BucketStore store) throws IOException {
        return new LogBuckets(
                directory.resolve("logs"),
                new BucketOwners(named, Optional.empty()),
                Optional.of(store),
                List.of(Region.parse("ORD=us-east-1:us-east-1a")),
                clock);
    }

    private LogDelivery delivery() throws IOException {
        return new LogDelivery(
                directory.resolve("logs"),
                (_, _, _, _) -> puts.add("the usual store"),
                buckets(this::put),
                control.store,
                clock,
                QUOTA,
                _ -> 0);
    }

    private void put(String bucket, String key, Path content) throws IOException {
        puts.add(bucket + " " + key);
        if (away) {
            throw new IOException("away");
        }
        if (refused.contains(bucket)) {
            throw new LogRefusedException("403");
        }
        objects.put(bucket + " " + key, Files.readString(content));
    }

    /** Of the log that was delivered. */
    private String only() {
        List<String> logs =
                objects.keySet().stream().filter(key -> key.endsWith(".log")).toList();
        assertThat(logs).hasSize(1);
        return logs.getFirst();
    }

    private SealedLog part(long segment) {
        return new SealedLog(balancer.row().id(), BEGIN, 1, segment, 5, 0, Optional.of(Duration.ofMinutes(5)));
    }

    private void seal(SealedLog log, String content) throws IOException {
        Path sealed = Files.createDirectories(directory.resolve("logs/sealed"));
        try (OutputStream out = Files.newOutputStream(sealed.resolve(log.fileName()));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("log"));
            zip.write(content.getBytes(US_ASCII));
        }
    }

    private static String incompressible(int octets, long seed) {
        StringBuilder text = new StringBuilder();
        new Random(seed).ints(octets, ' ', '~').forEach(text::appendCodePoint);
        return text.toString();
    }

    private String latestEvent() {
        LoadBalancerId id = balancer.row().id();
        return control.store
                .<List<Event>>read(unit -> unit.events(id, 1))
                .getFirst()
                .summary();
    }
}
