package io.steelyard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.bench.target.LocalServer;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void measuresEveryRowOfRunningServersWithoutAFailedRequest() throws Exception {
        Path json = directory.resolve("report.json");
        try (LocalServer backend = LocalServer.backend(directory);
                LocalServer haproxy = LocalServer.haproxy(directory, backend.port())) {

            int exitCode = bench(
                    "--quick",
                    "--json",
                    json.toString(),
                    "--target",
                    argument(haproxy.target("haproxy")),
                    "--target",
                    argument(backend.target("backend")));

            assertThat(exitCode).as(errors.toString()).isZero();
        }
        assertThat(output.toString()).contains("keep-alive: 64 connections", "connection-per-request: 64 connections");
        everyRowOf(json, "haproxy", "backend");
    }

    @Test
    void measuresTheServiceBesideHaproxyWithoutAFailedRequest() throws Exception {
        Path json = directory.resolve("report.json");

        int exitCode = bench("--quick", "--json", json.toString());

        assertThat(exitCode).as(errors.toString()).isZero();
        everyRowOf(json, "haproxy", "steelyard");
    }

    private static void everyRowOf(Path json, String... targets) throws IOException {
        JsonNode rows = new JsonMapper().readTree(Files.readString(json)).path("rows");
        assertThat(rows.valueStream().map(row -> row.path("row").asString()))
                .containsExactly("keep-alive", "connection-per-request");
        assertThat(rows.valueStream().map(row -> row.path("targets"))).allSatisfy(row -> {
            assertThat(row.valueStream().map(target -> target.path("name").asString()))
                    .containsExactly(targets);
            assertThat(row.valueStream()).allSatisfy(BenchTest::answeredEverything);
        });
    }

    private static void answeredEverything(JsonNode target) {
        assertThat(target.path("failed").asLong(-1)).isZero();
        assertThat(target.path("rounds").valueStream())
                .hasSize(2)
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
                "--target",
                "nobody=http://127.0.0.1:1/@" + ProcessHandle.current().pid());

        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("Connection refused");
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
        return target.name() + "=" + target.url() + "@"
                + target.processes().root().pid();
    }
}
