package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.SteelyardProcess.Finished;
import io.steelyard.conformance.elb.ElbInstances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of classic load balancers need beside them, by Debian's clients as released. */
class ElbClientsTest {
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
    void membersOfAScalingGroupJoinAndLeaveByThemselvesAlsoAfterKillMinusNine() throws Exception {
        Path data = directory.resolve("data");
        int part = ThreadLocalRandom.current().nextInt(1, 255);
        String vips = "127.108." + part + ".0/24";
        SteelyardProcess killed = start(data, "--public-vips", vips);
        autoscale(killed, "make");
        ProcessHandle proxy = killed.proxy();
        Site.kill(killed.control());
        Site.kill(proxy);

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", "--public-vips", vips)) {
            autoscale(service, "end");
        }
    }

    private void autoscale(SteelyardProcess service, String step) throws Exception {
        try (OperatorClient operator = OperatorClient.of(service)) {
            PythonClient.runWith(
                    directory,
                    "boto_autoscale.py",
                    service.api().toString(),
                    ElbInstances.KEY,
                    ElbInstances.SECRET,
                    instances.port(),
                    operator.base().toString(),
                    Files.readString(service.data().resolve("operator-token")).strip(),
                    ElbInstances.ACCOUNT,
                    instances.network(),
                    step);
        }
    }

    @Test
    void everyActionSaysWhatIsWrongAndChangesNothingThen() throws Exception {
        String others = "210987654321";
        String key = "AKIDOTHER";
        try (SteelyardProcess service = start(
                directory.resolve("data"),
                "--account",
                "other:0123456789abcdef:" + others,
                "--access-key",
                key + ":" + ElbInstances.SECRET + ":" + others,
                "--limits",
                "loadbalancers=3",
                "--region",
                "ORD=us-east-1:us-east-1a,us-east-1b",
                "--region",
                "LON=eu-west-1:eu-west-1a",
                "--public-url",
                "ORD=http://ord.steelyard.test",
                "--public-url",
                "LON=http://lon.steelyard.test")) {
            String refusedSo = PythonClient.runWith(
                    directory,
                    "boto3_errors.py",
                    service.api().toString(),
                    ElbInstances.KEY,
                    ElbInstances.SECRET,
                    key,
                    ElbInstances.SECRET);
            assertThat(refusedSo.lines())
                    .containsExactlyInAnyOrderElementsOf(
                            ElbOperationsTable.read().provedErrors());
        }
    }

    @Test
    void whatBoto3AsksBesideLoadBalancersIsAnswered() throws Exception {
        try (SteelyardProcess service = start(directory.resolve("data"))) {
            run("boto3_beside.py", service, ElbInstances.KEY, ElbInstances.SECRET);
        }
    }

    @Test
    void boto3sWaitersAndPaginatorsWork() throws Exception {
        try (SteelyardProcess service = start(directory.resolve("data"))) {
            run("boto3_waiters.py", service, ElbInstances.KEY, ElbInstances.SECRET);
        }
    }

    @Test
    void afterTerraformsCallsItsPlanIsEmpty() throws Exception {
        try (SteelyardProcess service = start(directory.resolve("data"))) {
            run("boto3_terraform.py", service, ElbInstances.KEY, ElbInstances.SECRET);
        }
    }

    @Test
    void aLoadBalancerLivesByAwscli() throws Exception {
        try (SteelyardProcess service = start(directory.resolve("data"))) {
            Path output = directory.resolve("awscli.out");
            Process script = new ProcessBuilder(
                            PythonClient.file("awscli_elb.sh").toString(),
                            service.api().toString(),
                            ElbInstances.KEY,
                            ElbInstances.SECRET,
                            instances.port())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(script.waitFor(2 * LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(script.exitValue()).as(Files.readString(output)).isZero();
        }
    }

    @Test
    void aKeyThatACommandMadeSignsUntilAnotherRemovesIt() throws Exception {
        try (SteelyardProcess service = start(directory.resolve("data"), "--signature-v2", "on")) {
            String[] made = accessKey(service, "create", "--account", "shop")
                    .lines()
                    .filter(line -> line.startsWith("AKIA"))
                    .findFirst()
                    .orElseThrow()
                    .split(" +");
            assertThat(accessKey(service, "list", "--account", "shop")).contains(made[0], ElbInstances.KEY);

            run("boto_signature_v2.py", service, made[0], made[1], "taken");

            accessKey(service, "remove", made[0], "--account", "shop");
            assertThat(accessKey(service, "list", "--account", "shop")).doesNotContain(made[0]);
            run("boto_signature_v2.py", service, made[0], made[1], "InvalidClientTokenId");
        }
    }

    @Test
    void signaturesOfVersion2AreNotTakenUnlessTheOperatorAllowsThem() throws Exception {
        try (SteelyardProcess service = start(directory.resolve("data"))) {
            run("boto_signature_v2.py", service, ElbInstances.KEY, ElbInstances.SECRET, "MissingAuthenticationToken");
        }
    }

    private SteelyardProcess start(Path data, String... more) throws Exception {
        return SteelyardProcess.start(
                data,
                "127.0.0.1:0",
                Stream.concat(instances.options().stream(), Stream.of(more)).toArray(String[]::new));
    }

    /** A script that takes the endpoint, a key with its secret, the instances' port, and more. */
    private void run(String script, SteelyardProcess service, String key, String secret, String... more)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(service.api().toString(), key, secret, instances.port()));
        arguments.addAll(List.of(more));
        PythonClient.runWith(directory, script, arguments.toArray(String[]::new));
    }

    private static String accessKey(SteelyardProcess service, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("access-key"));
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
}
