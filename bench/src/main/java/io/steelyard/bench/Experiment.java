package io.steelyard.bench;

import io.steelyard.bench.result.RowResult;
import java.io.IOException;
import java.time.Duration;

/** What one row does. */
sealed interface Experiment permits Scenario, IdleConnections, IdleListeners, StartUp, Pauses {
    /** @param row its name */
    RowResult run(String row, Plan plan, Session session) throws IOException, InterruptedException;

    /** About how long that takes. */
    Duration estimate(Plan plan);
}
