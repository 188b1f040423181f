package io.steelyard.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void leavesOutIdleWaitingAndStolenTime() {
        CpuTime cpu = Machine.cpu("cpu  10 2 30 4000 500 6 7 80 9 0");

        assertThat(cpu).isEqualTo(new CpuTime(120_000, 430_000));
    }

    @Test
    void readsTheMachineThatItRunsOn() throws Exception {
        assertThat(Machine.cpu().totalMicros()).isPositive();
        assertThat(Machine.description()).contains(Machine.processors() + " processors (", "Linux ");
    }
}
