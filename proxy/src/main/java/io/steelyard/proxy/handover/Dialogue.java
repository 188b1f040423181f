package io.steelyard.proxy.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lines between two processes. One thread reads and one writes. */
final class Dialogue implements AutoCloseable {
    static final String STOP = "stop";
    static final String SERVING = "serving";
    static final String END = "end";
    private static final String LAST = ".";
    /** What one list may have: a session for every client of many balancers. */
    private static final int MOST_LINES = 4_000_000;

    private final SocketChannel channel;
    private final BufferedReader reader;
    private volatile boolean unlimited;

    Dialogue(SocketChannel channel) {
        this.channel = channel;
        this.reader =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.US_ASCII));
    }

    /** Breaks it off after this time, unless {@link #unlimit} came first. */
    void limit(Duration limit) {
        CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS).execute(() -> {
            if (!unlimited) {
                close();
            }
        });
    }

    void unlimit() {
        unlimited = true;
    }

    void say(String line) throws IOException {
        write(line + "\n");
    }

    void sayAll(List<String> lines) throws IOException {
        write(String.join("\n", lines) + (lines.isEmpty() ? "" : "\n") + LAST + "\n");
    }

    private void write(String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** Null at its end. */
    @Nullable
    String hear() throws IOException {
        return reader.readLine();
    }

    /** @throws IOException when something else came, or the end */
    void expect(String wanted) throws IOException {
        String came = hear();
        if (!wanted.equals(came)) {
            throw new IOException("the other process said " + came + " instead of " + wanted);
        }
    }

    List<String> hearAll() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = hear(); !LAST.equals(line); line = hear()) {
            if (line == null || lines.size() == MOST_LINES) {
                throw new IOException("the other process broke off after " + lines.size() + " lines");
            }
            lines.add(line);
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unusable) {
            throw new IllegalStateException(unusable);
        }
    }
}
