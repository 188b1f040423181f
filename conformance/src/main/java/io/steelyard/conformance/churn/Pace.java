package io.steelyard.conformance.churn;

import java.io.IOException;

/** Spreads rounds evenly over the requests of a plan, and ends with the first that cannot be done. */
record Pace(Plan plan, int rounds, Load load, Round round) implements Runnable {
    @Override
    public void run() {
        try {
            for (int i = 0; i < rounds && !load.isBroken(); i++) {
                load.awaitRequests(i * plan.requests() / rounds);
                round.next();
            }
        } catch (IOException impossible) {
            round.failed(impossible.toString());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
