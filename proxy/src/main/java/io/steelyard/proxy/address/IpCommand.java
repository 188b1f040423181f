package io.steelyard.proxy.address;

import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.IpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Adds addresses to one interface and removes them, by the program {@code ip} of iproute2. */
record IpCommand(String device) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    void add(IpAddress address) throws IOException {
        List<String> more = new ArrayList<>(List.of("dev", device));
        if (address.version() == IpVersion.IPV6) {
            // The service gives an address to one host alone; looking for duplicates would keep it unusable for
            // seconds.
            more.add("nodad");
        }
        run("add", address, more);
    }

    void remove(IpAddress address) throws IOException {
        run("del", address, List.of("dev", device));
    }

    private void run(String verb, IpAddress address, List<String> more) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("ip", "addr", verb, address + "/" + address.bytes().length * Byte.SIZE));
        command.addAll(more);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end within " + LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", hurried);
        }
        if (process.exitValue() != 0) {
            String why = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            throw new IOException(String.join(" ", command) + ": " + why);
        }
    }
}
