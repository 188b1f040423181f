package io.steelyard.proxy.persistence;

import io.steelyard.proxy.upstream.Target;
import java.util.List;

/**
 * The same node for the same client, whoever asks: each node draws a lot for the client, and the highest wins (Thaler and
 * Ravishankar, 1998). A node that comes takes its share from all others alike, and one that goes leaves the other clients
 * where they are. Shares may go
 * by weight.
 */
public final class Rendezvous {
    private static final double UNIT = 0x1.0p-53;

    private Rendezvous() {}

    /**
     * @param client as {@link ClientKey}
     * @param targets at least one
     * @param weighted whether shares go by weight, else all are alike
     */
    public static Target choose(long client, List<Target> targets, boolean weighted) {
        Target best = targets.getFirst();
        double highest = Double.NEGATIVE_INFINITY;
        for (Target target : targets) {
            double lot = lot(client, target, weighted);
            if (lot > highest) {
                highest = lot;
                best = target;
            }
        }
        return best;
    }

    /** Exponentially distributed with the weight as its rate, negated: the highest of several is of each in proportion. */
    private static double lot(long client, Target target, boolean weighted) {
        long drawn = ClientKey.mixed(client + ClientKey.mixed(target.node().id().value()));
        double uniform = ((drawn >>> 11) + 0.5) * UNIT;
        double logarithm = Math.log(uniform);
        return weighted ? logarithm / target.weight().value() : logarithm;
    }
}
