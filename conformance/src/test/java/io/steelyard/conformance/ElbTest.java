package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.SteelyardProcess.Finished;
import io.steelyard.conformance.elb.ElbInstances;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-boto3 and python3-boto, unmodified, against three instances that answer with their ids. */
class ElbTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private ElbInstances instances;

    @BeforeEach
    void startInstances() throws IOException {
        instances = ElbInstances.start();
    }

    @AfterEach
    void stopInstances() {
        instances.close();
    }

    @Test
    void theWholeLifeOfABalancerPassesThroughBoto3() throws Exception {
        run("boto3_elb.py");
    }

    @Test
    void theCallsOfBotosTutorialWork() throws Exception {
        run("boto_elb.py");
    }

    @Test
    void whatOneDialectHasNoWordForStaysWhenAnotherWrites() throws Exception {
        for (String name : List.of("one", "two")) {
            TestCertificate made = TestCertificate.selfSigned(name + ".example.com");
            Files.writeString(directory.resolve(name + ".crt"), made.certificate());
            Files.writeString(directory.resolve(name + ".key"), made.privateKey());
        }

        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", options())) {
            PythonClient.runWith(
                    directory,
                    "two_dialects.py",
                    service.api().toString(),
                    ElbInstances.KEY,
                    ElbInstances.SECRET,
                    instances.port(),
                    instances.network(),
                    directory.toString());
        }
    }

    @Test
    void namesOfBalancersLeadToThem() throws Exception {
        // An address of its own on loopback, so that the port is free.
        String server = instances.network() + "53";
        String[] dns = {"--dns-zone", "elb.example.net", "--dns-listen", server + ":5353"};

        try (SteelyardProcess service = SteelyardProcess.start(
                directory.resolve("data"),
                "127.0.0.1:0",
                Stream.of(options(), dns).flatMap(Stream::of).toArray(String[]::new))) {
            PythonClient.runWith(
                    directory,
                    "boto3_dns.py",
                    service.api().toString(),
                    ElbInstances.KEY,
                    ElbInstances.SECRET,
                    instances.port(),
                    server,
                    "5353",
                    "elb.example.net");
        }
    }

    @Test
    void aBalancerOutlivesKillMinusNineAndFollowsAnInstanceThatMoves() throws Exception {
        Path data = directory.resolve("data");
        int part = ThreadLocalRandom.current().nextInt(1, 255);
        String[] vips = {
            "--public-vips", "127.108." + part + ".0/24", "--servicenet-vips", "127.109." + part + ".0/24",
        };
        SteelyardProcess killed = SteelyardProcess.start(
                data,
                "127.0.0.1:0",
                Stream.of(vips, options()).flatMap(Stream::of).toArray(String[]::new));
        keeps(killed, "make", "i-one");
        ProcessHandle proxy = killed.proxy();
        Site.kill(killed.control());
        Site.kill(proxy);

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", vips)) {
            keeps(service, "look", "i-one");
            assertThat(instance(service, "list"))
                    .contains("i-one  " + instances.network() + "1  us-east-1a  RUNNING  -");

            instance(
                    service,
                    "add",
                    "i-one",
                    "--address",
                    instances.network() + "2",
                    "--zone",
                    "us-east-1a",
                    "--group",
                    "web");
            keeps(service, "look", "i-two");
            assertThat(instance(service, "list", "--account", "shop")).contains("i-one  " + instances.network() + "2");

            instance(service, "remove", "i-one");
            keeps(service, "look", "HTTP Error 503: Service Unavailable");
            assertThat(instance(service, "list")).doesNotContain("i-one");
        }
    }

    @Test
    void whatIsOpenToAnInstanceThatLeavesMayEndAlsoBeyondKillMinusNine() throws Exception {
        Path data = directory.resolve("data");
        SteelyardProcess killed = SteelyardProcess.start(data, "127.0.0.1:0", options());
        PythonClient.runWith(
                directory,
                "boto3_draining.py",
                killed.api().toString(),
                ElbInstances.KEY,
                ElbInstances.SECRET,
                instances.port(),
                "leave");
        ProcessHandle proxy = killed.proxy();
        Site.kill(killed.control());
        Site.kill(proxy);

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", options())) {
            PythonClient.runWith(
                    directory,
                    "boto3_draining.py",
                    service.api().toString(),
                    ElbInstances.KEY,
                    ElbInstances.SECRET,
                    instances.port(),
                    "left");
        }
    }

    private void keeps(SteelyardProcess service, String step, String expected) throws Exception {
        PythonClient.runWith(
                directory,
                "boto3_elb_keeps.py",
                service.api().toString(),
                ElbInstances.KEY,
                ElbInstances.SECRET,
                instances.port(),
                step,
                expected);
    }

    private static String instance(SteelyardProcess service, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("instance"));
        command.addAll(List.of(words));
        try (OperatorClient operator = OperatorClient.of(service)) {
            command.addAll(List.of(
                    "--data",
                    service.data().toString(),
                    "--operator",
                    operator.base().toString()));
        }
        Finished finished = SteelyardProcess.run(LIMIT, command.toArray(String[]::new));
        assertThat(finished.exitCode()).as(finished.output()).isZero();
        return finished.output();
    }

    private String[] options() {
        return instances.options().toArray(String[]::new);
    }

    private void run(String script) throws IOException, InterruptedException {
        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", options())) {
            PythonClient.runWith(
                    directory,
                    script,
                    service.api().toString(),
                    ElbInstances.KEY,
                    ElbInstances.SECRET,
                    instances.port());
        }
    }
}
