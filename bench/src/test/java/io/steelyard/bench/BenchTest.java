package io.steelyard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.bench.target.BenchCertificate;
import io.steelyard.bench.target.Entrance;
import io.steelyard.bench.target.LocalServer;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void measuresRunningServersWithoutAFailedRequest() throws Exception {
        Path json = directory.resolve("report.json");
        try (LocalServer backend = LocalServer.backend(directory);
                LocalServer haproxy = LocalServer.haproxy(directory, BenchCertificate.in(directory), backend.port())) {

            int exitCode = bench(
                    "--quick",
                    "--row=keep-alive",
                    "--row=connection-per-request",
                    "--json",
                    json.toString(),
                    "--target",
                    argument(haproxy.target("haproxy")),
                    "--target",
                    argument(backend.target("backend")));

            assertThat(exitCode).as(errors.toString()).isZero();
        }
        assertThat(output.toString()).contains("keep-alive: 64 connections", "connection-per-request: 64 connections");
        assertThat(targetsOf(json))
                .isEqualTo(Map.of(
                        "keep-alive", List.of("haproxy", "backend"),
                        "connection-per-request", List.of("haproxy", "backend")));
    }

    @Test
    void measuresTheServiceBesideOthersAtEveryEntranceWithoutAFailedRequest() throws Exception {
        Path json = directory.resolve("report.json");

        int exitCode = bench(
                "--quick",
                "--rounds=1",
                "--row=tcp-stream",
                "--row=tls-full-handshake",
                "--row=http2",
                "--row=features",
                "--json",
                json.toString());

        assertThat(exitCode).as(errors.toString()).isZero();
        assertThat(targetsOf(json))
                .isEqualTo(Map.of(
                        "tcp-stream", List.of("haproxy", "steelyard", "haproxy-splice"),
                        "tls-full-handshake", List.of("haproxy", "steelyard", "nginx"),
                        "http2", List.of("haproxy", "steelyard", "nginx"),
                        "features", List.of("haproxy-features", "steelyard-features", "steelyard")));
        assertThat(output.toString())
                .contains(
                        "CPU per request, steelyard / haproxy-splice",
                        "CPU per request, steelyard-features / haproxy-features");
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        Path json = directory.resolve("report.json");
        try (LocalServer backend = LocalServer.backend(directory)) {
            String target = argument(backend.target("backend"));
            bench("--quick", "--row=keep-alive", "--json", json.toString(), "--target", target);
            JsonNode first = rowsOf(json).get(0);

            int exitCode = bench(
                    "--quick",
                    "--resume",
                    "--row=keep-alive",
                    "--row=bodies-64k",
                    "--json",
                    json.toString(),
                    "--target",
                    target);

            assertThat(exitCode).as(errors.toString()).isZero();
            assertThat(rowsOf(json).get(0)).isEqualTo(first);
            assertThat(targetsOf(json).keySet()).containsExactlyInAnyOrder("keep-alive", "bodies-64k");
        }
    }

    @Test
    void looksAtTheServiceAlone() throws Exception {
        Path json = directory.resolve("report.json");

        int exitCode = bench(
                "--quick",
                "--row=memory",
                "--row=idle-listeners",
                "--row=start-up",
                "--row=pauses",
                "--json",
                json.toString());

        assertThat(exitCode).as(errors.toString()).isZero();
        assertThat(figuresOf(json))
                .contains(
                        "PSS MB, haproxy-roomy, 100 idle connections",
                        "PSS MB, steelyard, 100 idle connections",
                        "PSS MB, steelyard, 20 idle listeners",
                        "s from the start of the proxy process to its first answer",
                        "CPU us per request in second 2",
                        "ms, longest pause",
                        "bytes allocated per request");
    }

    private static List<String> figuresOf(Path json) throws IOException {
        return rowsOf(json).stream()
                .flatMap(row -> row.path("figures").valueStream())
                .map(figure -> figure.path("name").asString())
                .toList();
    }

    @Test
    void keepsARateThatTheWeakestTargetCanDo() throws Exception {
        Path json = directory.resolve("report.json");

        int exitCode = bench("--quick", "--rounds=1", "--row=tail", "--json", json.toString());

        assertThat(exitCode).as(errors.toString()).isZero();
        assertThat(targetsOf(json)).isEqualTo(Map.of("tail", List.of("haproxy", "steelyard")));
        assertThat(figuresOf(json)).containsExactly("p99, steelyard / haproxy", "p99.9, steelyard / haproxy");
    }

    /** Who was measured, by row; every figure is looked at on the way. */
    private static Map<String, List<String>> targetsOf(Path json) throws IOException {
        Map<String, List<String>> targets = new HashMap<>();
        for (JsonNode row : rowsOf(json)) {
            assertThat(row.path("targets").valueStream()).allSatisfy(BenchTest::answeredEverything);
            targets.put(
                    row.path("row").asString(),
                    row.path("targets")
                            .valueStream()
                            .map(target -> target.path("name").asString())
                            .toList());
        }
        return targets;
    }

    private static List<JsonNode> rowsOf(Path json) throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(json))
                .path("rows")
                .valueStream()
                .toList();
    }

    private static void answeredEverything(JsonNode target) {
        assertThat(target.path("failed").asLong(-1)).isZero();
        assertThat(target.path("rounds").valueStream())
                .isNotEmpty()
                .allSatisfy(round -> assertThat(round.path("requests").asLong()).isPositive());
    }

    @Test
    void failsWhenARequestFails() throws Exception {
        HttpServer failing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        failing.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        failing.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        failing.start();
        try {
            String target = "failing=http://127.0.0.1:%d/@%d"
                    .formatted(
                            failing.getAddress().getPort(),
                            ProcessHandle.current().pid());

            int exitCode = bench("--quick", "--rounds=1", "--row=keep-alive", "--connections=2", "--target", target);

            assertThat(exitCode).isEqualTo(1);
        } finally {
            failing.stop(0);
        }
    }

    @Test
    void failsWhenNothingAnswers() {
        int exitCode = bench(
                "--quick",
                "--row=keep-alive",
                "--target",
                "nobody=http://127.0.0.1:1/@" + ProcessHandle.current().pid());

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("Connection refused");
    }

    @Test
    void doesNotMeasureRunningServersWhereItMustStartThem() {
        String target = "mine=http://127.0.0.1:1/@" + ProcessHandle.current().pid();

        int exitCode = bench("--row=memory", "--target", target);

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains("row memory starts its own servers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--row=bulk", "--rounds=0", "--seconds=0", "--connections=0", "--target=nothing"})
    void refusesWhatItCannotDo(String argument) {
        int exitCode = bench(argument);

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains("Usage: steelyard bench");
    }

    @Test
    void namesItsRowsInTheHelpAsTheyAreGiven() {
        String help = Bench.commandLine().getUsageMessage();

        assertThat(List.of(Row.values())).allSatisfy(row -> assertThat(help).contains(row.toString()));
    }

    private int bench(String... arguments) {
        CommandLine command =
                Bench.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(errors, true));
        return command.execute(arguments);
    }

    private static String argument(Target target) {
        return target.name() + "=" + target.url(Entrance.HTTP, "/").orElseThrow() + "@"
                + target.processes().root().pid();
    }
}
