package io.steelyard.proxy.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitterTest {
    private static final Instant START = Instant.parse("2026-11-21T10:59:59Z");
    private static final AccessLogLimits LIMITS = AccessLogLimits.DEFAULT.withSpoolOctets(1 << 14);

    @TempDir
    private Path root;

    private final SettableClock clock = new SettableClock(START);
    private final Losses losses = new Losses();
    private LogDirectory directory = new LogDirectory(Path.of(""));
    private SealedLines sealed = new SealedLines(Path.of(""));
    private long epoch;

    @BeforeEach
    void open() throws IOException {
        directory = LogDirectory.open(root.resolve("logs"));
        sealed = new SealedLines(directory.root());
        epoch = directory.nextEpoch();
    }

    @Test
    void linesOfAnHourAreSealedWhenItIsOver() throws IOException {
        Splitter splitter = splitter(LIMITS);
        Spool spool = spool();
        append(spool, 1, "a");
        append(spool, 2, "b");
        append(spool, 1, "c");

        splitter.drain(spool);
        assertThat(splitter.closeDue(clock.instant())).isFalse();
        clock.advance(Duration.ofSeconds(1));
        append(spool, 1, "d");
        splitter.drain(spool);
        assertThat(splitter.closeDue(clock.instant())).isTrue();
        new Sealer(directory).sealAll();

        assertThat(sealed.all()).hasSize(2).allSatisfy(log -> {
            assertThat(log.hour()).isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
            assertThat(log.lost()).isZero();
        });
        assertThat(sealed.all().getFirst().lines()).isEqualTo(2);
        assertThat(sealed.lines()).containsExactly("a", "c", "b");
    }

    @Test
    void aShorterPeriodHasSegmentsOfItsOwn() throws IOException {
        Splitter splitter = splitter(LIMITS.withPeriod(Duration.ofMinutes(5)));
        Spool spool = spool();
        append(spool, 1, "a");
        clock.advance(Duration.ofMinutes(5));
        append(spool, 1, "b");

        splitter.drain(spool);
        splitter.closeDue(clock.instant());
        clock.advance(Duration.ofMinutes(5));
        splitter.closeDue(clock.instant());
        new Sealer(directory).sealAll();

        assertThat(sealed.all())
                .extracting(SealedLog::begin)
                .containsExactly(Instant.parse("2026-11-21T10:55:00Z"), Instant.parse("2026-11-21T11:00:00Z"));
    }

    /** The process dies when the lines are in their segments and the spool does not know it. */
    @Test
    void whatIsReadAgainAfterACrashIsNotWrittenAgain() throws IOException {
        Spool spool = spool();
        append(spool, 1, "a");
        append(spool, 2, "b");
        Path before = Files.copy(file(), root.resolve("before"));
        splitter(LIMITS).drain(spool);
        append(spool, 1, "c");
        Files.copy(before, file(), StandardCopyOption.REPLACE_EXISTING);
        append(Spool.open(file()), 1, "c");

        epoch = directory.nextEpoch();
        Splitter next = splitter(LIMITS);
        next.recover();

        assertThat(Files.exists(root.resolve("logs/spool/1-0"))).isFalse();
        clock.advance(Duration.ofHours(1));
        next.closeDue(clock.instant());
        new Sealer(directory).sealAll();
        assertThat(sealed.lines()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(sealed.all()).hasSize(2);
    }

    /** The process dies while it writes a frame. */
    @Test
    void whatIsNotWholeIsWrittenAnew() throws IOException {
        Spool spool = spool();
        append(spool, 1, "a");
        splitter(LIMITS).drain(spool);
        Path segment = LogDirectory.files(directory.open()).getFirst();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length + 17));
        append(spool, 1, "b");

        epoch = directory.nextEpoch();
        Splitter next = splitter(LIMITS);
        next.recover();
        clock.advance(Duration.ofHours(1));
        next.closeDue(clock.instant());
        new Sealer(directory).sealAll();

        assertThat(sealed.lines()).containsExactly("a", "b");
    }

    /** The process dies between the sealed file and the end of the closed one. */
    @Test
    void sealingAgainGivesTheSameFile() throws IOException {
        Splitter splitter = splitter(LIMITS);
        Spool spool = spool();
        append(spool, 1, "a");
        splitter.drain(spool);
        clock.advance(Duration.ofHours(1));
        splitter.closeDue(clock.instant());
        Path closed = LogDirectory.files(directory.closed()).getFirst();
        Path kept = Files.copy(closed, root.resolve("kept"));
        new Sealer(directory).sealAll();
        Path first = LogDirectory.files(directory.sealed()).getFirst();
        byte[] content = Files.readAllBytes(first);

        Files.move(kept, closed);
        new Sealer(directory).sealAll();

        assertThat(LogDirectory.files(directory.sealed())).containsExactly(first);
        assertThat(first).hasBinaryContent(content);
    }

    @Test
    void whatIsTooMuchIsCountedAndSaid() throws IOException {
        Splitter splitter = splitter(LIMITS.withBalancerOctets(200));
        Spool spool = spool();
        append(spool, 1, "a".repeat(100));
        splitter.drain(spool);
        append(spool, 1, "b".repeat(100));
        append(spool, 1, "c");
        append(spool, 2, "other");
        splitter.drain(spool);
        splitter.announceLosses();
        clock.advance(Duration.ofHours(1));
        splitter.closeDue(clock.instant());
        new Sealer(directory).sealAll();

        SealedLog log = sealed.all().getFirst();
        assertThat(log.lines()).isEqualTo(1);
        assertThat(log.lost()).isEqualTo(2);
        assertThat(sealed.lines(log).getLast())
                .isEqualTo("# 2026-11-21T10:59:59Z 2 lines are missing here: more came than could be kept");
        assertThat(sealed.lines()).contains("other");
    }

    @Test
    void aLargeSegmentIsSealedBeforeItsTime() throws IOException {
        Splitter splitter = splitter(LIMITS.withSegmentOctets(100));
        Spool spool = spool();
        append(spool, 1, "a".repeat(100));
        splitter.drain(spool);

        assertThat(splitter.closeDue(clock.instant())).isTrue();
        append(spool, 1, "b");
        splitter.drain(spool);

        assertThat(LogDirectory.files(directory.open())).hasSize(1);
        assertThat(LogDirectory.files(directory.closed())).hasSize(1);
    }

    @Test
    void aDetailedLogHasItsOwnPeriodUnlessTheHostsIsShorter() throws IOException {
        Splitter splitter = splitter(LIMITS);
        Spool spool = spool();
        append(spool, new LogKey(1, 300), "a");
        append(spool, 1, "b");
        append(spool, new LogKey(1, 3600), "c");
        splitter.drain(spool);
        Splitter often = splitter(LIMITS.withPeriod(Duration.ofSeconds(2)));
        append(spool, new LogKey(2, 300), "d");
        often.drain(spool);

        clock.advance(Duration.ofSeconds(1));
        splitter.closeDue(clock.instant());
        often.closeDue(clock.instant());
        new Sealer(directory).sealAll();

        assertThat(sealed.all())
                .extracting(log -> log.loadBalancer() + " " + log.begin() + " " + log.period())
                .containsExactlyInAnyOrder(
                        "1 2026-11-21T10:55:00Z Optional[PT5M]",
                        "1 2026-11-21T10:00:00Z Optional.empty",
                        "1 2026-11-21T10:00:00Z Optional[PT1H]",
                        "2 2026-11-21T10:59:58Z Optional[PT2S]");
        assertThat(sealed.lines()).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void aDetailedLogKeepsItsPeriodOverACrash() throws IOException {
        Spool spool = spool();
        append(spool, new LogKey(1, 300), "a");
        splitter(LIMITS).drain(spool);
        append(spool, new LogKey(1, 300), "b");

        epoch = directory.nextEpoch();
        Splitter next = splitter(LIMITS);
        next.recover();
        clock.advance(Duration.ofSeconds(1));
        next.closeDue(clock.instant());
        new Sealer(directory).sealAll();

        assertThat(sealed.all()).extracting(SealedLog::period).containsExactly(Optional.of(Duration.ofMinutes(5)));
        assertThat(sealed.lines()).containsExactly("a", "b");
    }

    @Test
    void whatIsMissingInADetailedLogIsCountedAndIsNoLineOfIt() throws IOException {
        Splitter splitter = splitter(LIMITS.withBalancerOctets(10));
        Spool spool = spool();
        append(spool, new LogKey(1, 300), "a");
        splitter.drain(spool);
        splitter.announceLosses();
        clock.advance(Duration.ofSeconds(1));
        splitter.closeDue(clock.instant());
        new Sealer(directory).sealAll();

        SealedLog log = sealed.all().getFirst();
        assertThat(log.lost()).isEqualTo(1);
        assertThat(log.lines()).isZero();
        assertThat(sealed.lines(log)).isEmpty();
    }

    private Splitter splitter(AccessLogLimits limits) {
        return new Splitter(directory, limits, clock, losses, epoch);
    }

    private Spool spool() throws IOException {
        return Spool.create(file(), epoch << 16, LIMITS.spoolOctets());
    }

    private Path file() {
        return directory.spools().resolve("1-0");
    }

    private void append(Spool spool, int balancer, String line) {
        append(spool, LogKey.usual(balancer), line);
    }

    private void append(Spool spool, LogKey log, String line) {
        assertThat(spool.append(log, clock.millis(), (line + "\n").getBytes(US_ASCII), line.length() + 1))
                .isTrue();
    }
}
