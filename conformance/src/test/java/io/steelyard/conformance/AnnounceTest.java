package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.elb.ElbInstances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that announce themselves, seen by Debian's python3-boto3. */
class AnnounceTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOWHERE = "HTTP Error 503: Service Unavailable";
    private static final String STOPPED = "Instance is in stopped state.";

    @TempDir
    Path directory;

    private ElbInstances instances;
    private Path credentials;

    @BeforeEach
    void startInstances() throws IOException {
        instances = ElbInstances.start();
        credentials = Files.writeString(directory.resolve("key"), ElbInstances.KEY + ":" + ElbInstances.SECRET + "\n");
    }

    @AfterEach
    void stopInstances() {
        instances.close();
    }

    @Test
    void anInstanceIsInServiceWhileItIsAnnouncedAlsoBeyondKillMinusNineOfAnybody() throws Exception {
        Path data = directory.resolve("data");
        int part = ThreadLocalRandom.current().nextInt(1, 255);
        String[] vips = {"--public-vips", "127.108." + part + ".0/24"};
        List<String> first = new ArrayList<>(instances.options());
        first.addAll(List.of(vips));
        SteelyardProcess killed = SteelyardProcess.start(data, "127.0.0.1:0", first.toArray(String[]::new));

        try (AnnouncingServer server = announce(killed)) {
            await().atMost(LIMIT).until(server::output, said -> said.contains("i-self is announced at"));
            look(killed, "make", "InService", "N/A", "i-one");
        }
        look(killed, "look", "OutOfService", STOPPED, NOWHERE);

        try (AnnouncingServer _ = announce(killed)) {
            look(killed, "look", "InService", "N/A", "i-one");
            Site.kill(killed.control());
        }
        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", vips)) {
            look(service, "look", "OutOfService", STOPPED, NOWHERE);

            try (AnnouncingServer server = announce(service)) {
                look(service, "look", "InService", "N/A", "i-one");
                server.stop();
                assertThat(server.output()).endsWith("i-self is stopped.\n");
            }
            look(service, "look", "OutOfService", STOPPED, NOWHERE);
        }
    }

    @Test
    void whoMayNotAnnounceAServerIsToldWhyAndEnds() throws Exception {
        try (SteelyardProcess service = SteelyardProcess.start(
                directory.resolve("data"), "127.0.0.1:0", instances.options().toArray(String[]::new))) {
            refused(service, "i-one", "us-east-1a", "AlreadyExists: There is an instance already with the id i-one");
            refused(service, "i-self", "mars-1a", "AvailabilityZone must be one of us-east-1a, us-east-1b.");
            Files.writeString(credentials, ElbInstances.KEY + ":another-secret");
            refused(service, "i-self", "us-east-1a", "SignatureDoesNotMatch");
        }
    }

    private void refused(SteelyardProcess service, String id, String zone, String why) throws Exception {
        try (AnnouncingServer server = AnnouncingServer.start(credentials, service.api(), "--id", id, "--zone", zone)) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output()).contains(why);
        }
    }

    @Test
    void onceIsOnceAndSaysWhatHappensAsJson() throws Exception {
        try (SteelyardProcess service = SteelyardProcess.start(
                        directory.resolve("data"),
                        "127.0.0.1:0",
                        instances.options().toArray(String[]::new));
                AnnouncingServer server = AnnouncingServer.start(
                        credentials, service.api(), "--zone", "us-east-1b", "--once", "--json", "--tag", "team=shop");
                OperatorClient operator = OperatorClient.of(service)) {
            assertThat(server.exitCode()).as(server.output()).isZero();
            assertThat(server.output())
                    .startsWith("{\"event\":\"announced\",\"id\":\"i-")
                    .contains("\"address\":\"127.0.0.1\"", "\"zone\":\"us-east-1b\"");
            assertThat(operator.get("/operator/v1/accounts/" + ElbInstances.ACCOUNT + "/instances")
                            .body())
                    .contains("\"tags\":{\"team\":\"shop\"}", "\"kind\":\"ANNOUNCED\"");
        }
    }

    @Test
    void whatAnotherServiceHasIsDiscoveredByItsEc2ApiAndStaysWhileThatIsAway() throws Exception {
        String here = "210987654321";
        try (SteelyardProcess cloud = SteelyardProcess.start(
                        directory.resolve("cloud"),
                        "127.0.0.1:0",
                        instances.options().toArray(String[]::new));
                SteelyardProcess service = SteelyardProcess.start(
                        directory.resolve("data"),
                        "127.0.0.1:0",
                        "--account",
                        "here:0123456789abcdef:" + here,
                        "--ec2-url",
                        cloud.api().toString(),
                        "--ec2-key",
                        "@" + credentials,
                        "--ec2-account",
                        "here",
                        "--discovery-interval",
                        "1s");
                OperatorClient operator = OperatorClient.of(service)) {
            String inventory = "/operator/v1/accounts/" + here + "/instances";
            await().atMost(LIMIT).until(() -> operator.get(inventory).body(), found -> found.contains("i-three"));
            assertThat(operator.get(inventory).body())
                    .contains("\"address\":\"" + instances.network()
                            + "3\",\"zone\":\"us-east-1b\",\"state\":\"RUNNING\"");

            Site.kill(cloud.control());
            await().atMost(LIMIT)
                    .until(() -> operator.get("/operator/v1/discovery").body(), said -> said.contains("failure"));
            assertThat(operator.get("/metrics").body())
                    .contains(
                            "steelyard_discovery_failing{source=\"ec2\"} 1",
                            "steelyard_discovery_listed{source=\"ec2\"} 3");
            assertThat(operator.get(inventory).body())
                    .contains("i-one", "i-two", "i-three")
                    .doesNotContain("TERMINATED");
        }
    }

    private AnnouncingServer announce(SteelyardProcess service) throws IOException {
        return AnnouncingServer.start(
                credentials,
                service.api(),
                "--id",
                "i-self",
                "--address",
                instances.network() + "1",
                "--zone",
                "us-east-1a",
                "--interval",
                "1s",
                "--missed",
                "2");
    }

    private void look(SteelyardProcess service, String step, String state, String description, String answer)
            throws Exception {
        PythonClient.runWith(
                directory,
                "boto3_announced.py",
                service.api().toString(),
                ElbInstances.KEY,
                ElbInstances.SECRET,
                instances.port(),
                step,
                state,
                description,
                answer);
    }
}
