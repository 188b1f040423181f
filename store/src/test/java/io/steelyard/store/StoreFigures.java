package io.steelyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.event.Event;
import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.testkit.SampleBalancers;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints the figures of docs/decisions/0002-store.md. Runs only when asked for by name: {@code -Dtest=StoreFigures}. */
final class StoreFigures {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int OPENINGS = 7;

    @TempDir
    Path directory;

    /** In a process of its own: opens the store of a directory, prints the milliseconds that took. */
    static void main(String... arguments) throws Exception {
        long began = System.nanoTime();
        try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]));
                Store ignored = SqliteStore.open(data)) {
            OUT.println(millisSince(began));
        }
    }

    @Test
    void opening() throws Exception {
        long[] fresh = new long[OPENINGS];
        long[] again = new long[OPENINGS];
        for (int i = 0; i < OPENINGS; i++) {
            String data = directory.resolve("data" + i).toString();
            fresh[i] = open(data);
            again[i] = open(data);
        }
        OUT.printf(
                "opening, median of %d cold JVMs: new %d ms, existing %d ms%n", OPENINGS, median(fresh), median(again));
    }

    @Test
    void writing() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                Store store = SqliteStore.open(data)) {
            LoadBalancerRow row = store.write(SampleBalancers::saveNew);
            for (int callers : new int[] {1, 16, 1, 16, 64}) {
                OUT.printf(
                        "%d callers: %d edits/s%n",
                        callers, perSecond(callers, () -> store.update(unit -> edit(unit, row))));
            }
            OUT.printf(
                    "16 callers: %d reads/s%n", perSecond(16, () -> store.read(unit -> unit.loadBalancer(row.id()))));
        }
    }

    /** What an editor does. */
    private static void edit(WriteUnit unit, LoadBalancerRow sample) {
        LoadBalancerRow row = unit.loadBalancer(sample.id()).orElseThrow();
        unit.save(row.with(row.change().edited(row.change().updated())));
        unit.markDue(row.id(), row.change().updated());
        unit.append(new Event(
                row.id(),
                row.tenant(),
                Event.Type.UPDATED,
                "changed",
                row.change().updated()));
    }

    private static long perSecond(int callers, Runnable work) {
        AtomicLong done = new AtomicLong();
        long until = System.nanoTime() + ROUND.toNanos();
        try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                pool.execute(() -> {
                    while (System.nanoTime() < until) {
                        work.run();
                        done.incrementAndGet();
                    }
                });
            }
        }
        return done.get() / ROUND.toSeconds();
    }

    private static long open(String data) throws Exception {
        Process child = ChildJvm.start(StoreFigures.class, data);
        try (var output = child.inputReader(StandardCharsets.UTF_8)) {
            long millis = Long.parseLong(output.readLine());
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return millis;
        }
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
