package io.steelyard.testkit.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The openssl command. Each call waits for its end, 20 s at most. */
public final class Openssl {
    private static final long LIMIT_SECONDS = 20;

    private Openssl() {}

    /** What it printed, errors included; it may have failed. */
    public static String run(String input, String... args) {
        List<String> command = new ArrayList<>(List.of("timeout", Long.toString(LIMIT_SECONDS), "openssl"));
        command.addAll(List.of(args));
        try {
            Path output = Files.createTempFile("openssl", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                try (OutputStream in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException endedBefore) {
                    // It says why in what it printed.
                }
                if (!process.waitFor(LIMIT_SECONDS + 1, TimeUnit.SECONDS)) {
                    throw new IOException("openssl did not end");
                }
                return Files.readString(output, StandardCharsets.ISO_8859_1);
            } finally {
                Files.delete(output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ending);
        }
    }

    /** A TLS client's handshake, and its answer to {@code input}; what it printed of both. */
    public static String client(InetSocketAddress server, String input, String... options) {
        List<String> args = new ArrayList<>(List.of(
                "s_client", "-ign_eof", "-connect", server.getAddress().getHostAddress() + ":" + server.getPort()));
        args.addAll(List.of(options));
        return run(input, args.toArray(String[]::new));
    }
}
