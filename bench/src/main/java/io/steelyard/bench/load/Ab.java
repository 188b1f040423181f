package io.steelyard.bench.load;

import io.steelyard.bench.process.OwnProcess;
import io.steelyard.bench.process.Tool;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ApacheBench: each request comes over a new connection, and a TLS session is never resumed. */
public final class Ab implements Client {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int ANSWER_LIMIT_SECONDS = 2;
    /** More than it gets through; what it would do without a limit of time. */
    private static final int MOST_REQUESTS = 1_000_000;

    @Override
    public LoadResult run(URI url, Load load) throws IOException, InterruptedException {
        try (OwnProcess ab = OwnProcess.start("ab", command(url, load))) {
            return parse(ab.awaitOutput(load.length().plus(GRACE)));
        }
    }

    private static List<String> command(URI url, Load load) throws IOException {
        return List.of(
                Tool.AB.path().toString(),
                "-q",
                "-r",
                "-s" + ANSWER_LIMIT_SECONDS,
                "-c" + load.connections(),
                "-t" + load.length().toSeconds(),
                "-n" + MOST_REQUESTS,
                url.toString());
    }

    /** @throws IOException when it counts nothing */
    static LoadResult parse(String output) throws IOException {
        long requests = (long) number(output, "Complete requests: +(\\d+)", -1);
        double seconds = number(output, "Time taken for tests: +([\\d.]+)", 0);
        if (requests <= 0 || seconds <= 0) {
            throw new IOException("ab answered no request at all: " + output.strip());
        }
        return new LoadResult(
                requests,
                Math.round(seconds * 1e6),
                0,
                (long) number(output, "Failed requests: +(\\d+)", 0),
                0,
                0,
                (long) number(output, "Non-2xx responses: +(\\d+)", 0),
                micros(output, 50),
                micros(output, 99),
                0);
    }

    private static long micros(String output, int percent) {
        return (long) (1_000 * number(output, "(?m)^ +" + percent + "% +(\\d+)", 0));
    }

    private static double number(String output, String pattern, double otherwise) {
        Matcher found = Pattern.compile(pattern).matcher(output);
        return found.find() ? Double.parseDouble(found.group(1)) : otherwise;
    }
}
