package io.steelyard.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory that holds everything a Steelyard keeps on its machine. Only its owner may read it, and only one process
 * has it open: the lock goes with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "lock";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A process's locks on a file all go when it closes any channel on it: so it must not open a second one. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be and locks it for this process.
     *
     * @throws DataDirectoryException when it is not a directory, may not be written, is open to others' eyes while it holds
     *     things that are not ours, or is in use by another process
     */
    public static DataDirectory open(Path wanted) throws DataDirectoryException {
        Path path = wanted.toAbsolutePath().normalize();
        try {
            prepare(path);
            return openLocked(path.toRealPath());
        } catch (DataDirectoryException refused) {
            throw refused;
        } catch (FileAlreadyExistsException | NotDirectoryException notADirectory) {
            throw new DataDirectoryException(
                    "The data directory " + path + " is not a directory. Name another one.", notADirectory);
        } catch (IOException denied) {
            throw new DataDirectoryException(
                    "The data directory " + path + " cannot be written (" + denied + "). Give the user "
                            + System.getProperty("user.name") + " the right to write there, or name another directory.",
                    denied);
        }
    }

    /**
     * The same for one that a service has used before.
     *
     * @throws DataDirectoryException also when it is none
     */
    public static DataDirectory openExisting(Path path) throws DataDirectoryException {
        if (!Files.exists(path.resolve(LOCK_FILE))) {
            throw new DataDirectoryException(
                    path.toAbsolutePath().normalize() + " is not the data directory of a service. Name that one.");
        }
        return open(path);
    }

    private static DataDirectory openLocked(Path path) throws IOException {
        if (!OPEN_HERE.add(path)) {
            throw inUse(path, pid());
        }
        boolean locked = false;
        try {
            DataDirectory opened = new DataDirectory(path, lock(path));
            locked = true;
            return opened;
        } finally {
            if (!locked) {
                OPEN_HERE.remove(path);
            }
        }
    }

    private static void prepare(Path path) throws IOException {
        Files.createDirectories(path, OWNER_ONLY_DIRECTORY);
        if (Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
            return;
        }
        // Closing a directory that belongs to something else, such as /tmp, would break that.
        if (!isOurs(path)) {
            throw new DataDirectoryException("The data directory " + path
                    + " holds other files and more than its owner may use it. Name an empty directory, or run: chmod 700 "
                    + path);
        }
        Files.setPosixFilePermissions(path, OWNER_ONLY);
    }

    private static boolean isOurs(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return Files.exists(path.resolve(LOCK_FILE)) || files.findAny().isEmpty();
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK_FILE),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OWNER_ONLY_FILE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(path, holder(channel));
            }
            sign(channel);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Writes down whose lock it is, for the one who is refused. */
    private static void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid().getBytes(StandardCharsets.US_ASCII)));
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    }

    private static DataDirectoryException inUse(Path path, String pid) {
        return new DataDirectoryException("The data directory " + path + " is in use by another Steelyard (process "
                + pid + "). Stop that one, or name another directory for this one.");
    }

    /** Where a file of this name lies. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Makes an empty file that only its owner may read, unless it is there.
     *
     * @throws DataDirectoryException when the directory may not be written
     */
    Path ownerOnlyFile(String name) throws DataDirectoryException {
        Path file = file(name);
        try {
            Files.createFile(file, OWNER_ONLY_FILE);
        } catch (FileAlreadyExistsException there) {
            return file;
        } catch (IOException denied) {
            throw new DataDirectoryException("The file " + file + " cannot be made: " + denied, denied);
        }
        return file;
    }

    public Path path() {
        return path;
    }

    /** Lets another process have the directory. */
    @Override
    public void close() {
        if (!lock.isOpen()) {
            return;
        }
        try {
            lock.close();
        } catch (IOException gone) {
            throw new UncheckedIOException("the lock of " + path + " could not be given up", gone);
        } finally {
            OPEN_HERE.remove(path);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
