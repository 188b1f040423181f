package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.steelyard.domain.pool.Algorithm;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
    private static final int CHOICES = 50_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource
    void aChoiceAndItsReleaseAllocateNothing(Algorithm algorithm) {
        int[] weights = IntStream.range(0, 1_000).map(i -> 1 + i % 100).toArray();
        Picker picker = new Memory(new Ties()).picker(algorithm, Targets.weighted(weights));
        picker.open();
        choose(picker);

        long before = threads.getCurrentThreadAllocatedBytes();
        choose(picker);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // What the measurement itself may take.
        assertThat(allocated).isLessThan(1_000);
    }

    private static void choose(Picker picker) {
        for (int i = 0; i < CHOICES; i++) {
            picker.take().node().load().release();
        }
    }
}
