package io.steelyard.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private static final ProcessTree OURS = new ProcessTree(ProcessHandle.current());

    @Test
    void readsCpuTimeBehindACommandWithBrackets() {
        CpuTime cpu = ProcessTree.cpu("4711 (a) b) (c) S 1 4711 4711 0 -1 4194304 100 200 0 0 37 12 5 6 20 0 1 0 99");

        assertThat(cpu).isEqualTo(new CpuTime(370_000, 120_000));
    }

    @Test
    void readsTheProportionalSetSizeAlone() {
        long bytes = ProcessTree.pssBytes("""
                00400000-7fff r--p 00000000 00:00 0 [rollup]
                Rss:                9999 kB
                Pss:                 123 kB
                Pss_Dirty:           100 kB
                """);

        assertThat(bytes).isEqualTo(123 * 1024);
    }

    @Test
    void countsItsOwnProcess() throws Exception {
        CpuTime before = OURS.cpu();
        long untilMicros = before.totalMicros() + 50_000;

        long sum = 0;
        while (OURS.cpu().totalMicros() < untilMicros) {
            sum += System.nanoTime();
        }

        assertThat(sum).isNotZero();
        assertThat(OURS.cpu().minus(before).totalMicros()).isGreaterThanOrEqualTo(50_000);
        assertThat(OURS.pssBytes()).isPositive();
    }

    @Test
    void countsDescendantsToo() throws Exception {
        try (OwnProcess child = OwnProcess.start("sleep", List.of("sleep", "60"))) {
            long withoutChild = new ProcessTree(child.handle()).pssBytes();

            assertThat(withoutChild).isPositive().isLessThan(OURS.pssBytes());
        }
    }

    @Test
    void tellsTheTransportByTheDescriptors() throws Exception {
        try (Selector selector = Selector.open()) {
            assertThat(selector.isOpen()).isTrue();
            assertThat(OURS.transport()).isEqualTo("epoll");
        }
    }

    @Test
    void saysThatAProcessHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor(10, TimeUnit.SECONDS)).isTrue();

        ProcessTree gone = new ProcessTree(ended.toHandle());

        assertThatThrownBy(gone::cpu)
                .isInstanceOf(IOException.class)
                .hasMessage("process " + ended.pid() + " has ended");
    }
}
