package io.steelyard.proxy.accesslog;

import io.steelyard.hostlink.HostBusyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process off a directory of logs. The system lets it go when the process ends, however it does. */
record DirectoryLock(FileChannel held) implements AutoCloseable {
    /** @throws IOException when another process has it */
    static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(channel)) {
            channel.close();
            throw new HostBusyException(file + " is held: another proxy keeps its logs there");
        }
        return new DirectoryLock(channel);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
