package io.steelyard.conformance.churn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node's own record of every request that it got, in a file: what was written there stays when the process is killed. Any
 * thread may write.
 *
 * <p>Moments are {@link System#nanoTime}, which on Linux counts from the same beginning in every process of a machine.
 */
final class Journal implements AutoCloseable {
    private static final int REQUEST = 0;
    private static final int ARRIVED = Long.BYTES;
    private static final int ANSWERING = 2 * Long.BYTES;
    private static final int RECORD = 3 * Long.BYTES;

    private final FileChannel file;
    private final AtomicLong next = new AtomicLong();

    private Journal(FileChannel file) {
        this.file = file;
    }

    static Journal create(Path path) throws IOException {
        return new Journal(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Returns where the request is recorded. */
    long arrived(long request) throws IOException {
        long at = next.getAndAdd(RECORD);
        ByteBuffer record = ByteBuffer.allocate(RECORD);
        record.putLong(REQUEST, request).putLong(ARRIVED, System.nanoTime()).putLong(ANSWERING, 0);
        write(record, at);
        return at;
    }

    /** The next thing that this node does is to write the answer, in one segment. */
    void answering(long at) throws IOException {
        write(ByteBuffer.allocate(Long.BYTES).putLong(0, System.nanoTime()), at + ANSWERING);
    }

    private void write(ByteBuffer octets, long at) throws IOException {
        while (octets.hasRemaining()) {
            file.write(octets, at + octets.position());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** How many requests a journal has, while its node goes on. */
    static long count(Path path) throws IOException {
        return Files.exists(path) ? Files.size(path) / RECORD : 0;
    }

    /** Everything in a journal whose node has ended. */
    static List<Arrival> read(Path path) throws IOException {
        ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(path));
        List<Arrival> arrivals = new ArrayList<>(records.capacity() / RECORD);
        for (int at = 0; at + RECORD <= records.capacity(); at += RECORD) {
            arrivals.add(new Arrival(
                    records.getLong(at + REQUEST), records.getLong(at + ARRIVED), records.getLong(at + ANSWERING)));
        }
        return arrivals;
    }

    /**
     * A request at a node.
     *
     * @param answering when its answer was about to be written; 0 when it never was
     */
    record Arrival(long request, long arrived, long answering) {
        boolean hasBegunToAnswerBy(long nanoTime) {
            return answering != 0 && answering - nanoTime <= 0;
        }
    }
}
