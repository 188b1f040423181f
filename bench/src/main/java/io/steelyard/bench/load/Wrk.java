package io.steelyard.bench.load;

import io.steelyard.bench.process.OwnProcess;
import io.steelyard.bench.process.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client: wrk with one thread, a closed loop in which every connection sends its next request once it has its answer.
 */
public final class Wrk implements Client {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path script;

    /** @param script report.lua on disk */
    public Wrk(Path script) {
        this.script = script;
    }

    @Override
    public LoadResult run(URI url, Load load) throws IOException, InterruptedException {
        try (OwnProcess wrk = OwnProcess.start("wrk", command(url, load))) {
            LoadResult result = parse(wrk.awaitOutput(load.length().plus(GRACE)));
            if (result.requests() == 0) {
                throw new IOException(url + " answered no request at all: " + result);
            }
            return result;
        }
    }

    private List<String> command(URI url, Load load) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Tool.WRK.path().toString(),
                "-t1",
                "-c" + load.connections(),
                "-d" + load.length().toSeconds() + "s",
                "-s",
                script.toString()));
        load.headers().forEach(header -> command.addAll(List.of("-H", header)));
        command.add(url.toString());
        return command;
    }

    static LoadResult parse(String output) throws IOException {
        String report = output.lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow(() -> new IOException("wrk made no report: " + output.strip()));
        return JSON.readValue(report, LoadResult.class);
    }
}
