package io.steelyard.api;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.control.store.WriteUnit;
import io.steelyard.testkit.store.InMemoryStore;
import java.util.function.Function;

/** A store whose reads fail when a test wants it. */
public final class BreakableStore implements Store {
    private final InMemoryStore inner = new InMemoryStore();
    private volatile boolean broken;
    private volatile RuntimeException failure = new IllegalStateException();

    public void breakBy(RuntimeException exception) {
        failure = exception;
        broken = true;
    }

    public void repair() {
        broken = false;
    }

    @Override
    public <R> R read(Function<? super ReadUnit, R> body) {
        if (broken) {
            throw failure;
        }
        return inner.read(body);
    }

    @Override
    public <R> R write(Function<? super WriteUnit, R> body) {
        return inner.write(body);
    }

    @Override
    public long epoch() {
        return inner.epoch();
    }

    @Override
    public void close() {
        inner.close();
    }
}
