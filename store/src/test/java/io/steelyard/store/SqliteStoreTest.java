package io.steelyard.store;

import io.steelyard.control.store.Store;
import io.steelyard.testkit.store.StoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {
    @TempDir
    Path directory;

    @AutoClose
    @Nullable
    DataDirectory data;

    @Override
    protected Store open() throws DataDirectoryException {
        DataDirectory opened = DataDirectory.open(directory.resolve("data"));
        data = opened;
        return SqliteStore.open(opened);
    }
}
