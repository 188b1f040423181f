package io.steelyard.store;

import static io.steelyard.store.db.Tables.NODE_INDEX;
import static io.steelyard.testkit.SampleBalancers.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.steelyard.control.store.LoadBalancerRow;
import io.steelyard.control.store.Store;
import io.steelyard.domain.loadbalancer.Change;
import io.steelyard.testkit.SampleBalancers;
import io.steelyard.testkit.store.StoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
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

    @Test
    void whatWasWrittenIsThereAfterItIsOpenedAgain() throws Exception {
        LoadBalancerRow saved = store().write(SampleBalancers::saveNew);
        store().update(unit -> unit.markDue(saved.id(), START));
        store().close();

        try (Store reopened = reopen()) {
            assertThat(reopened.<LoadBalancerRow>read(
                            unit -> unit.loadBalancer(saved.id()).orElseThrow()))
                    .isEqualTo(saved);
            assertThat(reopened.<Boolean>read(
                            unit -> unit.nextWorkDue().filter(START::equals).isPresent()))
                    .isTrue();
            assertThat(reopened.epoch()).isEqualTo(store().epoch());
        }
    }

    @Test
    void idsGoOnAfterItIsOpenedAgainAlsoThoseThatAFailedUnitTook() throws Exception {
        Set<Integer> given = new TreeSet<>();
        given.add(store().<Integer>write(unit -> unit.nextLoadBalancerId().value()));
        assertThatIllegalStateException()
                .isThrownBy(() -> store().update(unit -> {
                    given.add(unit.nextLoadBalancerId().value());
                    throw new IllegalStateException("not this one");
                }));
        store().close();

        try (Store reopened = reopen()) {
            given.add(reopened.<Integer>write(unit -> unit.nextLoadBalancerId().value()));
        }

        assertThat(given).hasSize(3);
    }

    @Test
    void onlyItsOwnerMayReadTheDatabaseAndItsLog() throws Exception {
        store().write(SampleBalancers::saveNew);

        try (Stream<Path> files = Files.list(directory.resolve("data"))) {
            assertThat(files.map(SqliteStoreTest::permissions))
                    .hasSizeGreaterThan(2)
                    .containsOnly("rw-------");
        }
    }

    @Test
    void whatADeleteErasedIsNoLongerInTheFile() throws Exception {
        LoadBalancerRow saved = store().write(SampleBalancers::saveNew);
        String secret = saved.configuration()
                .orElseThrow()
                .primaryPool()
                .nodes()
                .getFirst()
                .address()
                .toString();
        store().close();
        assertThat(databaseText()).contains(secret);

        try (Store reopened = reopen()) {
            Change deleting = saved.change().deleting(START);
            reopened.update(unit -> unit.save(saved.with(deleting.settled(deleting.generation()))));
        }

        assertThat(databaseText()).doesNotContain(secret);
    }

    @Test
    void theIndexOfNodeAddressesFollowsTheConfiguration() {
        LoadBalancerRow saved = store().write(SampleBalancers::saveNew);
        assertThat(indexedAddresses()).containsExactly("10.0.0.1", "fd00:0000:0000:0000:0000:0000:0000:0002");

        store().update(unit -> unit.save(saved.with(saved.change().deleting(START))));
        assertThat(indexedAddresses()).hasSize(2);

        store().update(unit ->
                unit.save(saved.with(saved.change().deleting(START).settled(2))));
        assertThat(indexedAddresses()).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedByName() throws Exception {
        Path broken = directory.resolve("broken");
        try (DataDirectory other = DataDirectory.open(broken)) {
            Files.writeString(broken.resolve("steelyard.db"), "This is not a database. ".repeat(100));

            assertThatExceptionOfType(DataDirectoryException.class)
                    .isThrownBy(() -> SqliteStore.open(other))
                    .withMessageContaining(broken.resolve("steelyard.db").toString());
        }
    }

    private Store reopen() throws DataDirectoryException {
        if (data == null) {
            throw new IllegalStateException("opened before it was opened");
        }
        return SqliteStore.open(data);
    }

    private List<String> indexedAddresses() {
        try (Session session = new SqliteFile(directory.resolve("data/steelyard.db")).openForReading()) {
            return session.sql()
                    .select(NODE_INDEX.ADDRESS)
                    .from(NODE_INDEX)
                    .orderBy(NODE_INDEX.ADDRESS)
                    .fetch(NODE_INDEX.ADDRESS);
        }
    }

    private String databaseText() throws IOException {
        return Files.readString(directory.resolve("data/steelyard.db"), StandardCharsets.ISO_8859_1);
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
