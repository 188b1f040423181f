package io.steelyard.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.proxy.upstream.Target;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoChoicesPickerTest {
    private static final int NODES = 1_000;
    private static final int EACH = 20;
    /** ln ln 1,000 / ln 2 is 2.8; the rest is the constant of the bound (Berenbrink and others, 2006). */
    private static final long ABOVE_MEAN = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_101_130, 77, 4_711})
    void noNodeIsFarAboveTheMean(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Target> targets = Targets.equal(NODES);
        Picker picker = new TwoChoicesPicker(targets, random::nextInt);

        for (int i = 0; i < NODES * EACH; i++) {
            picker.take();
        }

        assertThat(highest(targets)).isBetween((long) EACH, EACH + ABOVE_MEAN);
    }

    @Test
    void norIsOneWhenSeveralLoopsChooseAtOnce() {
        List<Target> targets = Targets.equal(NODES);
        Picker picker = new TwoChoicesPicker(
                targets, bound -> ThreadLocalRandom.current().nextInt(bound));

        Race.run(4, _ -> {
            for (int i = 0; i < NODES * EACH / 4; i++) {
                picker.take();
            }
        });

        assertThat(targets.stream()
                        .mapToLong(target -> target.node().load().held())
                        .sum())
                .isEqualTo(NODES * EACH);
        assertThat(highest(targets)).isBetween((long) EACH, EACH + ABOVE_MEAN + 3);
    }

    @Test
    void ofTwoNodesTheLessLoadedOneIsChosen() {
        List<Target> targets = Targets.equal(2);
        Picker picker = new TwoChoicesPicker(targets, new SplittableRandom(3)::nextInt);
        targets.getFirst().node().load().take();
        targets.getFirst().node().load().take();

        assertThat(picker.take()).isSameAs(targets.getLast());
        assertThat(picker.take()).isSameAs(targets.getLast());
    }

    @Test
    void theOnlyNodeIsChosen() {
        List<Target> targets = Targets.equal(1);

        assertThat(new TwoChoicesPicker(targets, bound -> bound - 1).take()).isSameAs(targets.getFirst());
    }

    private static long highest(List<Target> targets) {
        return targets.stream()
                .mapToLong(target -> target.node().load().held())
                .max()
                .orElseThrow();
    }
}
