package io.steelyard.conformance.pause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The date as processes see it, set by libfaketime; the machine's is left alone, and so is the time that durations are taken
 * from. Processes look once a second.
 */
record FakeClock(Path file, Path library) {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final PathMatcher LIBRARY =
            FileSystems.getDefault().getPathMatcher("glob:/usr/lib/*/faketime/libfaketime.so.1");
    private static final int DEPTH = 3;

    /** @throws IOException also when libfaketime is not installed */
    static FakeClock in(Path directory) throws IOException {
        try (Stream<Path> files = Files.find(LIBRARIES, DEPTH, (path, _) -> LIBRARY.matches(path))) {
            Path library = files.findFirst().orElseThrow(() -> new IOException("libfaketime is not installed"));
            FakeClock clock = new FakeClock(directory.resolve("clock"), library);
            clock.jumpTo(Duration.ZERO);
            return clock;
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** What processes are to be started by. */
    List<String> runner() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "NO_FAKE_STAT=1");
    }

    /** @param offset from the machine's clock */
    void jumpTo(Duration offset) throws IOException {
        Files.writeString(file, "%+d\n".formatted(offset.toSeconds()));
    }
}
