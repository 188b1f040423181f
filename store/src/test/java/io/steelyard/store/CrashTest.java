package io.steelyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.testkit.SampleBalancers;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed at a random moment: what it was told is durable must be there. */
final class CrashTest {
    private static final int ROUNDS = 3;
    private static final int CALLERS = 4;

    @TempDir
    Path directory;

    /** In a process of its own: saves balancers without end and prints the id of each that was acknowledged. */
    static final class Acknowledging {
        static void main(String... arguments) throws Exception {
            // Neither is ever closed: the process is killed.
            Store store = SqliteStore.open(DataDirectory.open(Path.of(arguments[0])));
            for (int i = 0; i < CALLERS; i++) {
                Thread.ofPlatform().start(() -> writeForEver(store));
            }
        }

        private static void writeForEver(Store store) {
            while (true) {
                LoadBalancerRow saved = store.write(SampleBalancers::saveNew);
                System.out.println(saved.id());
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void everythingAcknowledgedSurvivesAKill() throws Exception {
        Random random = new Random(20260102);
        Set<Integer> acknowledged = new TreeSet<>();

        for (int round = 1; round <= ROUNDS; round++) {
            int before = acknowledged.size();
            writeUntilKilled(acknowledged, 20 + random.nextInt(200));

            assertThat(acknowledged).as("round %d wrote something", round).hasSizeGreaterThan(before);
            try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                    Store store = SqliteStore.open(data)) {
                Map<Integer, LoadBalancerRow> kept = store.read(CrashTest::kept);
                assertThat(kept.keySet()).as("round %d", round).containsAll(acknowledged);
                assertThat(kept.values()).allSatisfy(row -> assertWhole(store, row));
            }
        }
    }

    /** Kills after so many acknowledgements, then reads the ones that were under way in the pipe. */
    private void writeUntilKilled(Set<Integer> acknowledged, int atLeast) throws Exception {
        Process writer =
                ChildJvm.start(Acknowledging.class, directory.resolve("data").toString());
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            int read = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                acknowledged.add(Integer.parseInt(line));
                if (++read == atLeast) {
                    // By its handle: Process.destroyForcibly would close the pipe with what is still in it.
                    assertThat(writer.toHandle().destroyForcibly()).isTrue();
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Map<Integer, LoadBalancerRow> kept(ReadUnit unit) {
        return unit.everyLoadBalancer().stream()
                .collect(Collectors.toMap(row -> row.id().value(), row -> row));
    }

    private static void assertWhole(Store store, LoadBalancerRow row) {
        store.read(unit -> {
            LoadBalancerId id = row.id();
            assertThat(unit.statusColumn()).containsEntry(id, row.status());
            assertThat(unit.revisions(id)).hasSize(1);
            assertThat(unit.balancersOf(
                            row.configuration().orElseThrow().virtualIps().getFirst()))
                    .containsExactly(id);
            return true;
        });
    }
}
