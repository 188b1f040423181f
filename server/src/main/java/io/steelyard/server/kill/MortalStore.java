package io.steelyard.server.kill;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.hostlink.KillPoint;
import java.util.function.Function;

/** A store with {@link KillPoint}s before and after each commit. */
public final class MortalStore implements Store {
    private final Store store;

    private MortalStore(Store store) {
        this.store = store;
    }

    /** The store itself unless kill points are set. */
    public static Store around(Store store) {
        return KillPoint.areSet() ? new MortalStore(store) : store;
    }

    @Override
    public <R> R read(Function<? super ReadUnit, R> body) {
        return store.read(body);
    }

    @Override
    public <R> R write(Function<? super WriteUnit, R> body) {
        R result = store.write(unit -> {
            R done = body.apply(unit);
            KillPoint.BEFORE_COMMIT.reached();
            return done;
        });
        KillPoint.AFTER_COMMIT.reached();
        return result;
    }

    @Override
    public long epoch() {
        return store.epoch();
    }

    @Override
    public void close() {
        store.close();
    }
}
