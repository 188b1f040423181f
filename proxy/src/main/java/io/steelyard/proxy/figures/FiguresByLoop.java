package io.steelyard.proxy.figures;

import io.steelyard.domain.observed.Figures;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all event loops see of one node; memory is taken for a loop when it first has something to count. */
public final class FiguresByLoop {
    private volatile @Nullable LoopFigures[] loops = new LoopFigures[0];

    /** For that loop's thread. */
    public LoopFigures of(int loop) {
        @Nullable LoopFigures[] known = loops;
        LoopFigures own = loop < known.length ? known[loop] : null;
        return own == null ? added(loop) : own;
    }

    private synchronized LoopFigures added(int loop) {
        @Nullable LoopFigures[] more = Arrays.copyOf(loops, Math.max(loops.length, loop + 1));
        LoopFigures own = new LoopFigures();
        more[loop] = own;
        loops = more;
        return own;
    }

    /** Of all loops. Any thread. */
    public Figures sum() {
        Figures sum = Figures.NONE;
        for (LoopFigures each : loops) {
            sum = each == null ? sum : sum.plus(each.read());
        }
        return sum;
    }
}
