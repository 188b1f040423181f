package io.steelyard.bench.load;

import io.steelyard.bench.process.OwnProcess;
import io.steelyard.bench.process.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** h2load with one thread: HTTP/2, and on every connection so many requests at a time. */
public final class H2load implements Client {
    /** Requests that are under way on each connection. */
    public static final int STREAMS = 100;

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Pattern COUNTS =
            Pattern.compile("(\\d+) done, \\d+ succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");
    private static final Pattern STATUSES = Pattern.compile("(\\d+) 4xx, (\\d+) 5xx");

    private final Path log;

    /** @param log where it writes a line for each request; overwritten by every run */
    public H2load(Path log) {
        this.log = log;
    }

    @Override
    public LoadResult run(URI url, Load load) throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        try (OwnProcess h2load = OwnProcess.start("h2load", command(url, load))) {
            String output = h2load.awaitOutput(load.length().plus(GRACE));
            return parse(output, load.length(), Latencies.ofLog(log));
        }
    }

    private List<String> command(URI url, Load load) throws IOException {
        return List.of(
                Tool.H2LOAD.path().toString(),
                "-D" + load.length().toSeconds(),
                "-c" + load.connections(),
                "-m" + STREAMS,
                "--npn-list=h2",
                "--log-file=" + log,
                url.toString());
    }

    /**
     * @param latencies of the answered requests
     * @throws IOException when it counts nothing, or answers in another protocol than HTTP/2
     */
    static LoadResult parse(String output, Duration length, Latencies latencies) throws IOException {
        Matcher counts = COUNTS.matcher(output);
        Matcher statuses = STATUSES.matcher(output);
        if (!output.contains("Application protocol: h2") || !counts.find() || !statuses.find()) {
            throw new IOException("h2load made no report of HTTP/2: " + output.strip());
        }
        if (number(counts, 1) == 0) {
            throw new IOException("no request was answered at all: " + output.strip());
        }
        return new LoadResult(
                number(counts, 1),
                length.toMillis() * 1_000,
                0,
                number(counts, 3),
                0,
                number(counts, 4),
                number(statuses, 1) + number(statuses, 2),
                latencies.at(0.5),
                latencies.at(0.99),
                latencies.at(0.999));
    }

    private static long number(Matcher found, int group) {
        return Long.parseLong(found.group(group));
    }
}
