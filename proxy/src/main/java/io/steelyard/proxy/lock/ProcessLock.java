package io.steelyard.proxy.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process to something, by a lock on a file, which may be moved meanwhile. The system takes the lock back
 * when the process ends, however it does. The process must not open the file by other means and close it again, since that
 * gives the lock back as well (fcntl(2)). Any thread.
 */
public final class ProcessLock implements AutoCloseable {
    private final Path file;
    private volatile @Nullable FileChannel held;

    /** Not taken yet. */
    public ProcessLock(Path file) {
        this.file = file;
    }

    /** Whether this process has it, now or from before. Makes the file if it is not there. */
    public synchronized boolean tryTake() throws IOException {
        if (held == null) {
            held = lock(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        }
        return isHeld();
    }

    public boolean isHeld() {
        return held != null;
    }

    /** Whether some process has taken what this file stands for; nobody has when it is not there. */
    public static boolean isTaken(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        FileChannel free = lock(file, Set.of(StandardOpenOption.WRITE));
        if (free == null) {
            return true;
        }
        free.close();
        return false;
    }

    /** Null when another one has it. */
    private static @Nullable FileChannel lock(Path file, Set<StandardOpenOption> options) throws IOException {
        FileChannel channel = FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            channel.close();
            return null;
        } catch (IOException broken) {
            channel.close();
            throw broken;
        }
        channel.close();
        return null;
    }

    @Override
    public synchronized void close() {
        FileChannel had = held;
        held = null;
        if (had != null) {
            try {
                had.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
