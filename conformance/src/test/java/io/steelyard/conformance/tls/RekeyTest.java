package io.steelyard.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.Site;
import io.steelyard.conformance.SteelyardProcess;
import io.steelyard.conformance.SteelyardProcess.Finished;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The master key: where it is, who may read it, what is without it, and another one, with a crash at each step. */
class RekeyTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path data;
    private Path key;
    private Certificate certificate;
    private final List<InetSocketAddress> served = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        data = directory.resolve("data");
        key = Files.createDirectory(directory.resolve("keys")).resolve("master");
        certificate = Certificate.selfSigned(directory, "kept.test");
    }

    @Test
    void aRekeyThatIsKilledAtAnyStepLeavesEverythingServable() throws Exception {
        try (Site site = Site.start(data, "--master-key-file", key.toString())) {
            create(site, 8443);
            site.close();
            String first = Files.readString(key);

            assertThat(rekeyDyingAt("BEFORE_COMMIT").exitCode()).isEqualTo(137);
            restart(site, first);
            create(site, 8444);
            site.close();

            Finished sealedOnly = rekeyDyingAt("AFTER_COMMIT");
            assertThat(sealedOnly.exitCode()).isEqualTo(137);
            assertThat(sealedOnly.output()).contains("the next master key is ");
            restart(site, first);
            create(site, 8445);
            site.close();

            killRekeyOnceItSaid("every secret is sealed with it");
            site.restart();
            assertServed();
            create(site, 8446);
            site.close();

            Finished whole = rekey();
            assertThat(whole.exitCode()).as(whole.output()).isZero();
            String second = Files.readString(key);
            assertThat(second).isNotEqualTo(first);
            restart(site, second);
            create(site, 8447);
            site.close();

            // As a crash within the very last step leaves it.
            Files.copy(key, next());
            restart(site, second);
            site.close();
            assertThat(rekey().output()).contains("it is the master key now");
            assertThat(Files.readString(key)).isNotIn(first, second);
            assertThat(next()).doesNotExist();
            site.restart();
            assertServed();
        }
    }

    @Test
    void theKeyIsWhereItIsSaidToBeForItsOwnerAlone() throws Exception {
        try (Site site = Site.start(data, "--master-key-file", key.toString())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(data.resolve("master.key")).doesNotExist();
            create(site, 8443);
            assertThat(rekey().output()).contains("in use").doesNotContain("\tat ");
            site.close();

            assertRefused("is missing, and private keys are sealed with it");
            Files.delete(data.resolve("lock"));
            assertThat(rekey().output()).contains("is not the data directory of a service");
        }
    }

    @Test
    void aKeyThatOthersMayReadOrThatIsAnotherOneIsRefused() throws Exception {
        try (Site site = Site.start(data, "--master-key-file", key.toString())) {
            create(site, 8443);
            site.close();
        }
        String given = key.toString();

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused("chmod 600 " + given, "--master-key-file", given);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String kept = Files.readString(key);
        Files.writeString(key, "00".repeat(32));
        assertRefused("is another one than private keys are sealed with", "--master-key-file", given);
        Files.writeString(key, "rosebud");
        assertRefused("is no master key", "--master-key-file", given);
        Files.writeString(key, kept);
        assertRefused(
                "cannot be written to",
                "--data",
                directory.resolve("fresh").toString(),
                "--master-key-file",
                directory.resolve("nowhere/key").toString());
        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", "--master-key-file", given)) {
            await().atMost(LIMIT).untilAsserted(this::assertServed);
            assertThat(SteelyardProcess.runs(service.control())).isTrue();
        }
    }

    private void assertRefused(String sentence, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "--listen", "127.0.0.1:0"));
        if (!List.of(more).contains("--data")) {
            arguments.addAll(List.of("--data", data.toString()));
        }
        arguments.addAll(List.of("--operator-listen", "127.0.0.1:0"));
        arguments.addAll(List.of(more));
        Finished refused = SteelyardProcess.run(LIMIT, arguments.toArray(String[]::new));
        assertThat(refused.exitCode()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(sentence).doesNotContain("\tat ");
    }

    private void create(Site site, int port) throws Exception {
        JsonNode balancer = site.create("\"protocol\":\"HTTP\",\"port\":8080,\"sslTermination\":"
                + certificate.termination("\"securePort\":" + port));
        served.add(Site.address(balancer, port));
        assertServed();
    }

    private void restart(Site site, String expectedKey) throws Exception {
        assertThat(Files.readString(key)).isEqualTo(expectedKey);
        site.restart();
        assertServed();
    }

    private void assertServed() {
        await().atMost(LIMIT).untilAsserted(() -> {
            for (InetSocketAddress server : served) {
                assertThat(Openssl.get(server).chain()).as(server.toString()).containsExactly("kept.test");
            }
        });
    }

    private Path next() {
        return key.resolveSibling("master.next");
    }

    private String[] command() {
        return new String[] {"rekey", "--data", data.toString(), "--master-key-file", key.toString()};
    }

    private Finished rekey() throws IOException, InterruptedException {
        return SteelyardProcess.run(LIMIT, command());
    }

    /** A process that reaches the step is gone as if it was killed. */
    private Finished rekeyDyingAt(String step) throws IOException, InterruptedException {
        Path points = Files.createTempDirectory(directory, "points");
        Files.createFile(points.resolve(step));
        Finished died = SteelyardProcess.run(
                Map.of("JAVA_TOOL_OPTIONS", "-Dsteelyard.kill-points=" + points), LIMIT, command());
        assertThat(points.resolve(step)).as(died.output()).doesNotExist();
        return died;
    }

    /** Whether it had gone further by then, or even to its end, must not matter. */
    private void killRekeyOnceItSaid(String line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(SteelyardProcess.home().resolve("steelyard").toString()));
        command.addAll(List.of(command()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.lines().anyMatch(line::equals)).isTrue();
            process.destroyForcibly();
        }
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
