package io.steelyard.conformance.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.figures.Latencies.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleResultTest {
    private static final Summary QUICK = new Summary(100, 1, 2, 3);
    private static final Summary SLOW = new Summary(100, 50, 101, 200);

    @Test
    void nothingIsMissedWithinTheTargets() {
        assertThat(result(1_000, 3_000, QUICK, 5).missed()).isEmpty();
    }

    @Test
    void everyMissedTargetIsNamedWithItsFigure() {
        assertThat(result(1_000, 3_001, SLOW, 5.2).missed())
                .containsExactly(
                        "ready to all serving, ms: 3001.0, target 3000",
                        "list page p99, ms: 101.0, target 30",
                        "node added to effect p99, ms: 101.0, target 100",
                        "node disabled to effect p99, ms: 101.0, target 100",
                        "idle CPU of both processes, percent: 5.2, target 5");
    }

    @Test
    void aLargerServiceIsNotJudged() {
        assertThat(result(1_001, 9_000, SLOW, 50).missed()).isEmpty();
    }

    @Test
    void everyFeatureMayCostALittleWhileNothingIsAsked() {
        assertThat(result(1_000, true, 9_000, QUICK, 8).missed()).isEmpty();
        assertThat(result(1_000, true, 1, QUICK, 8.3).missed())
                .containsExactly("idle CPU of both processes, percent: 8.3, target 8");
    }

    private static ScaleResult result(int balancers, long servingMs, Summary latency, double idleCpu) {
        return result(balancers, false, servingMs, latency, idleCpu);
    }

    private static ScaleResult result(
            int balancers, boolean features, long servingMs, Summary latency, double idleCpu) {
        return new ScaleResult(
                balancers,
                10,
                features,
                1,
                1,
                servingMs,
                1,
                latency,
                1,
                latency,
                latency,
                new ScaleResult.Processes(idleCpu, 0, 1, 1, 1),
                1,
                List.of());
    }
}
