package io.steelyard.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionListTest {
    private final ConnectionList list = new ConnectionList();
    private final List<Probe> ticked = new ArrayList<>();

    @Test
    void everyListedConnectionTicksOnceAndNoOther() {
        Random random = new Random(7);
        List<Probe> listed = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (listed.isEmpty() || random.nextInt(3) > 0) {
                listed.add(added());
            } else {
                list.remove(listed.remove(random.nextInt(listed.size())));
            }
        }

        list.tick(0, 0);

        assertThat(ticked).containsExactlyInAnyOrderElementsOf(listed);
        assertThat(list.clients()).isEqualTo(listed.size());
    }

    @Test
    void aWalkSurvivesTheRemovalOfItsNeighbours() {
        List<Probe> all = List.of(added(), added(), added(), added(), added());
        // The walk goes from the latest to the oldest: at 3 the next two and itself vanish.
        all.get(3).onTick = () -> {
            list.remove(all.get(2));
            list.remove(all.get(1));
            list.remove(all.get(3));
        };

        list.tick(0, 0);

        assertThat(ticked).containsExactly(all.get(4), all.get(3), all.get(0));
    }

    @Test
    void whatIsRevokedIsCutInsteadOfTicked() {
        Probe revoked = added();
        Probe other = added();
        revoked.revoked = true;

        list.tick(0, 0);

        assertThat(revoked.cut).isTrue();
        assertThat(other.cut).isFalse();
        assertThat(ticked).containsExactly(other);
        assertThat(list.clients()).isEqualTo(1);
    }

    @Test
    void removingTwiceIsRemovingOnce() {
        Probe probe = added();
        added();

        list.remove(probe);
        list.remove(probe);

        assertThat(list.clients()).isEqualTo(1);
    }

    private Probe added() {
        Probe probe = new Probe();
        list.add(probe);
        return probe;
    }

    private final class Probe extends LoopConnection {
        private Runnable onTick = () -> {};
        private boolean revoked;
        private boolean cut;

        @Override
        protected boolean isRevoked(long nanoTime) {
            return revoked;
        }

        @Override
        protected void cut() {
            cut = true;
            list.remove(this);
        }

        @Override
        protected void tick(long now) {
            ticked.add(this);
            onTick.run();
        }
    }
}
