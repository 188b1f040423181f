package io.steelyard.testkit.store;

import io.steelyard.control.store.Store;

final class InMemoryStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return new InMemoryStore();
    }
}
