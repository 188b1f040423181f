package io.steelyard.proxy.counters;

import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Traffic;
import java.lang.foreign.MemorySegment;

/** What is counted of one balancer at listeners of one kind: a cell for each event loop. */
public final class Counters {
    private final Cell[] cells;

    Counters(MemorySegment memory, long start, int loops) {
        cells = new Cell[loops];
        for (int loop = 0; loop < loops; loop++) {
            cells[loop] = new Cell(this, memory, start + (long) loop * Cell.BYTES);
        }
    }

    /** For that loop's thread. */
    public Cell of(int loop) {
        return cells[loop];
    }

    /** Clients connected now. */
    long connected() {
        long connected = 0;
        for (Cell cell : cells) {
            connected += cell.connected();
        }
        return connected;
    }

    /** Of all loops. Any thread. */
    public Traffic sum() {
        Traffic sum = Traffic.NONE;
        for (Cell cell : cells) {
            sum = sum.plus(cell.read());
        }
        return sum;
    }

    /** What is seen of all loops. Any thread. */
    Figures figures() {
        Figures seen = Figures.NONE;
        for (Cell cell : cells) {
            seen = seen.plus(cell.seen());
        }
        return seen.with(sum());
    }
}
