package io.steelyard.control.audit;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import java.util.function.Function;

/** A store whose units also write down, each at most once, whose request they do. */
public final class AuditedStore implements Store {
    private final Store store;
    private final AuditTrail trail;

    public AuditedStore(Store store, AuditTrail trail) {
        this.store = store;
        this.trail = trail;
    }

    @Override
    public <R> R read(Function<? super ReadUnit, R> body) {
        return store.read(body);
    }

    @Override
    public <R> R write(Function<? super WriteUnit, R> body) {
        return trail.written(store, body);
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
