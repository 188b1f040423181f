package io.steelyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    Path directory;

    /** In a process of its own: holds a directory until its input ends. */
    static final class Holder {
        static void main(String... arguments) throws Exception {
            try (DataDirectory held = DataDirectory.open(Path.of(arguments[0]))) {
                System.out.println(held);
                System.in.transferTo(System.out);
            }
        }
    }

    @Test
    void aNewDirectoryIsItsOwnersAlone() throws Exception {
        Path wanted = directory.resolve("a/b");

        try (DataDirectory opened = DataDirectory.open(wanted)) {
            assertThat(permissions(wanted)).isEqualTo("rwx------");
            assertThat(permissions(wanted.resolve("lock"))).isEqualTo("rw-------");
            assertThat(opened.file("x")).isEqualTo(wanted.resolve("x"));
        }
    }

    @Test
    void anEmptyDirectoryIsClosedToOthers() throws Exception {
        Path wanted = makeOpenToAll("empty");

        DataDirectory.open(wanted).close();

        assertThat(permissions(wanted)).isEqualTo("rwx------");
    }

    @Test
    void aDirectoryOfOurOwnIsClosedToOthersAgain() throws Exception {
        Path wanted = directory.resolve("ours");
        DataDirectory.open(wanted).close();
        Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.open(wanted).close();

        assertThat(permissions(wanted)).isEqualTo("rwx------");
    }

    @Test
    void aDirectoryWithOtherFilesThatOthersMayUseIsRefusedAndLeftAsItIs() throws Exception {
        Path wanted = makeOpenToAll("theirs");
        Files.createFile(wanted.resolve("letter"));

        assertRefused(wanted).withMessageContainingAll(wanted.toString(), "chmod 700");

        assertThat(permissions(wanted)).isEqualTo("rwxrwxrwx");
        assertThat(wanted.resolve("lock")).doesNotExist();
    }

    @Test
    void aDirectoryInUseHereIsRefused() throws Exception {
        Path wanted = directory.resolve("data");
        DataDirectory first = DataDirectory.open(wanted);

        assertRefused(wanted).withMessageContainingAll(wanted.toString(), "in use", "name another directory");
        first.close();

        DataDirectory.open(wanted).close();
    }

    @Test
    void closingASecondTimeDoesNotGiveUpTheNextOnesLock() throws Exception {
        Path wanted = directory.resolve("data");
        DataDirectory first = DataDirectory.open(wanted);
        first.close();

        try (DataDirectory second = DataDirectory.open(wanted)) {
            first.close();

            assertRefused(second.path()).withMessageContaining("in use");
        }
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsRefusedUntilThatIsKilled() throws Exception {
        Path wanted = directory.resolve("data");
        Process holder = ChildJvm.start(Holder.class, wanted.toString());
        try (var output = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo(wanted.toString());

            assertRefused(wanted).withMessageContainingAll(wanted.toString(), "process " + holder.pid());
        } finally {
            holder.destroyForcibly();
        }

        assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
        DataDirectory.open(wanted).close();
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsRefusedByName() throws Exception {
        Path wanted = Files.createFile(directory.resolve("file"));

        assertRefused(wanted).withMessageContainingAll(wanted.toString(), "is not a directory");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedByName() {
        // In /proc nobody, not even root, can make a directory.
        assertRefused(Path.of("/proc/steelyard")).withMessageContainingAll("/proc/steelyard", "cannot be written");
    }

    private static ThrowableAssertAlternative<DataDirectoryException> assertRefused(Path wanted) {
        return assertThatExceptionOfType(DataDirectoryException.class).isThrownBy(() -> DataDirectory.open(wanted));
    }

    private Path makeOpenToAll(String name) throws IOException {
        Path made = Files.createDirectory(directory.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
