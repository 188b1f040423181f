package io.steelyard.hostlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to listen on a socket: a locked file beside it, which holds the owner's process id. The system gives the
 * lock back when its owner dies, however it dies; the file itself stays, since removing it could remove another's.
 */
final class SocketLock implements AutoCloseable {
    private final FileChannel file;

    private SocketLock(FileChannel file) {
        this.file = file;
    }

    /** @throws HostBusyException when another process, or this one, holds it */
    static SocketLock take(Path socket) throws IOException {
        Path path = fileFor(socket);
        FileChannel file = open(path);
        try {
            if (tryLock(file) == null) {
                throw new HostBusyException("another proxy (process " + owner(path) + ") holds " + path);
            }
            file.truncate(0);
            file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new SocketLock(file);
        } catch (IOException refused) {
            file.close();
            throw refused;
        }
    }

    static Path fileFor(Path socket) {
        return socket.resolveSibling(socket.getFileName() + ".lock");
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String owner(Path path) throws IOException {
        return Files.readString(path).strip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
