package io.steelyard.bench;

import io.steelyard.bench.result.RowResult;
import java.io.IOException;
import java.time.Duration;

/** A row and how it is to be measured. */
record Task(Row row, Plan plan) {
    RowResult run(Session session) throws IOException, InterruptedException {
        return row.experiment().run(row.toString(), plan, session);
    }

    /** About how long it takes. */
    Duration estimate() {
        return row.experiment().estimate(plan);
    }
}
