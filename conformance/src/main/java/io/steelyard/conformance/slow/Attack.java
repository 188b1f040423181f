package io.steelyard.conformance.slow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An attack by slowhttptest that is under way. */
record Attack(Process process) implements AutoCloseable {
    private static final int PER_SECOND = 2_000;
    private static final int LONGEST_SECONDS = 600;

    /** What attackers are slow at. */
    enum Kind {
        /** A head that never ends: a field line after each pause. */
        HEADERS("-H", "-i"),
        /** A body that never ends: a few octets after each pause. */
        BODIES("-B", "-s", "65536", "-i"),
        /** An answer that is taken 32 octets at a time, with a small window. */
        READING("-X", "-w", "512", "-y", "1024", "-z", "32", "-n");

        private final List<String> options;

        Kind(String... options) {
            this.options = List.of(options);
        }
    }

    /** @param directory for what it prints */
    static Attack begin(Kind kind, InetSocketAddress vip, int attackers, Duration pause, Path directory)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("slowhttptest"));
        command.addAll(kind.options);
        command.add(Long.toString(pause.toSeconds()));
        command.addAll(List.of("-c", Integer.toString(attackers), "-r", Integer.toString(PER_SECOND)));
        command.addAll(List.of("-l", Integer.toString(LONGEST_SECONDS), "-v", "1"));
        command.addAll(List.of("-u", "http://%s:%d/1".formatted(vip.getAddress().getHostAddress(), vip.getPort())));
        return new Attack(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("slowhttptest-" + kind).toFile()))
                .start());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
