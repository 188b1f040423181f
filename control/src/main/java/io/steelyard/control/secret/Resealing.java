package io.steelyard.control.secret;

import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Seals every secret with another key, in parts. Each secret says which key opens it, so that a stop at any moment leaves
 * all of them usable by who has both keys, and the next run goes on.
 */
public final class Resealing {
    private static final int PART = 100;

    private final Store store;
    private final MasterKey from;
    private final MasterKey to;

    public Resealing(Store store, MasterKey from, MasterKey to) {
        this.store = store;
        this.from = from;
        this.to = to;
    }

    /**
     * Seals all that is not yet.
     *
     * @param afterPart told after each part is durable how many it were
     * @return how many were sealed anew
     * @throws IllegalStateException when one is sealed by a third key, or was altered; what was done before stays
     */
    public int run(IntConsumer afterPart) {
        int all = 0;
        for (int part = part(); part > 0; part = part()) {
            all += part;
            afterPart.accept(part);
        }
        return all;
    }

    private int part() {
        return store.write(this::part);
    }

    private int part(WriteUnit unit) {
        List<SealedSecret> left = unit.secretsNotSealedBy(to.id(), PART);
        left.forEach(secret -> unit.save(secret.sealedBy(to, from)));
        return left.size();
    }
}
