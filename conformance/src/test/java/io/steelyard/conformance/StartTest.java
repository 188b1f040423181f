package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What someone meets who starts the service, or fails to. */
class StartTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void theFirstStartPrintsCredentialsAndLaterOnesWhereTheyAre() throws Exception {
        Path data = directory.resolve("data");
        Path credentials = data.resolve("credentials");

        try (SteelyardProcess first = SteelyardProcess.start(data, "127.0.0.1:0")) {
            String key = Files.readString(credentials).replaceAll("(?s).*api-key=([0-9a-f]+).*", "$1");
            assertThat(first.output()).anySatisfy(line -> assertThat(line).contains(key));
            assertThat(first.output().getLast()).isEqualTo("steelyard ready " + first.api());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
                    .isEqualTo("rw-------");
        }

        try (SteelyardProcess second = SteelyardProcess.start(data, "127.0.0.1:0")) {
            assertThat(String.join("\n", second.output())).contains(credentials.toString());
            assertThat(String.join("\n", second.output())).doesNotContain("API key");
            try (RackspaceClient client = RackspaceClient.login(second.api(), data)) {
                assertThat(client.get("loadbalancers").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void anAccountGivenAsASettingIsMadeAndLogsIn() throws Exception {
        Path data = directory.resolve("data");
        Path account = Files.writeString(directory.resolve("account"), "jdoe:a86850deb2742ec3:1234\n");

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", "--account", "@" + account);
                RackspaceClient client = RackspaceClient.login(service.api(), data)) {
            assertThat(Files.readString(data.resolve("credentials"))).contains("user=jdoe", "tenant-id=1234");
            assertThat(client.get("loadbalancers").status()).isEqualTo(200);
        }
    }

    @Test
    void aDataDirectoryInUseIsRefusedByName() throws Exception {
        Path data = directory.resolve("data");

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0")) {
            assertRefused(
                    List.of("run", "--data", data.toString(), "--listen", "127.0.0.1:0"), data.toString(), "in use");
            assertThat(service.control().isAlive()).isTrue();
        }
    }

    @Test
    void aTakenPortIsRefusedByNumber() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();

            assertRefused(
                    List.of("run", "--data", directory.resolve("data").toString(), "--listen", listen),
                    listen,
                    "--listen");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsRefusedByName() throws Exception {
        // /proc is a directory where nobody, not even root, can make another.
        assertRefused(
                List.of("run", "--data", "/proc/steelyard", "--listen", "127.0.0.1:0"), "/proc/steelyard", "--data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --listne 127.0.0.1:0      | --listne",
                "run --operator-listen [::]:0  | loopback",
                "run --listen 0.0.0.0:0 --demo | --loopback-nodes allow",
                "run --tls-cert /a.pem         | --tls-key",
                "run --limits cats=1           | there is no limit cats",
                "run --public-vips nowhere     | nowhere",
                "run --config /nowhere/at/all  | /nowhere/at/all",
                "rum                           | rum"
            })
    void whatDoesNotExistOrCannotBeIsRefusedInASentence(String arguments, String says) throws Exception {
        assertRefused(List.of(arguments.split(" ")), says);
    }

    @ParameterizedTest
    @CsvSource({"--help, run", "run --help, --public-vips", "soak kill --help, --times", "soak --help, kill"})
    void helpIsEverywhere(String arguments, String says) throws Exception {
        SteelyardProcess.Finished help = SteelyardProcess.run(LIMIT, arguments.split(" "));

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains(says);
    }

    private static void assertRefused(List<String> arguments, String... says) throws IOException, InterruptedException {
        SteelyardProcess.Finished refused = SteelyardProcess.run(LIMIT, arguments.toArray(String[]::new));

        assertThat(refused.exitCode()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(says).doesNotContain("\tat ");
    }
}
