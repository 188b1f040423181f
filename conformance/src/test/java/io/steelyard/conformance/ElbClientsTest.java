package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.conformance.SteelyardProcess.Finished;
import io.steelyard.conformance.elb.ElbInstances;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What clients of classic load balancers need beside them, by Debian's clients as released. */
class ElbClientsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    final ElbSite site = new ElbSite();

    @TempDir
    Path directory;

    @Test
    void membersOfAScalingGroupJoinAndLeaveByThemselvesAlsoAfterKillMinusNine() throws Exception {
        String[] vips = ElbSite.vips();
        SteelyardProcess killed = site.start(data(), vips);
        autoscale(killed, "make");
        ElbSite.kill(killed);

        try (SteelyardProcess service = SteelyardProcess.start(data(), "127.0.0.1:0", vips)) {
            autoscale(service, "end");
        }
    }

    private void autoscale(SteelyardProcess service, String step) throws Exception {
        try (OperatorClient operator = OperatorClient.of(service)) {
            site.run(
                    service,
                    directory,
                    "boto_autoscale.py",
                    operator.base().toString(),
                    Files.readString(service.data().resolve("operator-token")).strip(),
                    ElbInstances.ACCOUNT,
                    site.instances().network(),
                    step);
        }
    }

    @Test
    void everyActionSaysWhatIsWrongAndChangesNothingThen() throws Exception {
        String[] options = ElbSite.withOther(
                "--limits",
                "loadbalancers=3",
                "--region",
                "ORD=us-east-1:us-east-1a,us-east-1b",
                "--region",
                "LON=eu-west-1:eu-west-1a",
                "--public-url",
                "ORD=http://ord.steelyard.test",
                "--public-url",
                "LON=http://lon.steelyard.test");
        try (SteelyardProcess service = site.start(data(), options)) {
            String refusedSo = site.run(service, directory, "boto3_errors.py", ElbSite.OTHER_KEY, ElbInstances.SECRET);

            assertThat(refusedSo.lines())
                    .containsExactlyInAnyOrderElementsOf(
                            ElbOperationsTable.read().provedErrors());
        }
    }

    @Test
    void whatBoto3AsksBesideLoadBalancersIsAnswered() throws Exception {
        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "boto3_beside.py");
        }
    }

    @Test
    void boto3sWaitersAndPaginatorsWork() throws Exception {
        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "boto3_waiters.py");
        }
    }

    @Test
    void afterTerraformsCallsItsPlanIsEmpty() throws Exception {
        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "boto3_terraform.py");
        }
    }

    @Test
    void aLoadBalancerLivesByAwscli() throws Exception {
        try (SteelyardProcess service = site.start(data())) {
            Path output = directory.resolve("awscli.out");
            Process script = new ProcessBuilder(
                            PythonClient.file("awscli_elb.sh").toString(),
                            service.api().toString(),
                            ElbInstances.KEY,
                            ElbInstances.SECRET,
                            site.instances().port())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(script.exitValue()).as(Files.readString(output)).isZero();
        }
    }

    @Test
    void aKeyThatACommandMadeSignsUntilAnotherRemovesIt() throws Exception {
        try (SteelyardProcess service = site.start(data(), "--signature-v2", "on")) {
            String[] made = ElbSite.command(service, "access-key", "create", "--account", "shop")
                    .lines()
                    .filter(line -> line.startsWith("AKIA"))
                    .findFirst()
                    .orElseThrow()
                    .split(" +");
            assertThat(ElbSite.command(service, "access-key", "list", "--account", "shop"))
                    .contains(made[0], ElbInstances.KEY);

            site.runAs(service, directory, "boto_signature_v2.py", made[0], made[1], "taken");

            ElbSite.command(service, "access-key", "remove", made[0], "--account", "shop");
            assertThat(ElbSite.command(service, "access-key", "list", "--account", "shop"))
                    .doesNotContain(made[0]);
            site.runAs(service, directory, "boto_signature_v2.py", made[0], made[1], "InvalidClientTokenId");
        }
    }

    @Test
    void whyACommandFailedIsSaidInASentence() throws Exception {
        try (SteelyardProcess service = site.start(data());
                OperatorClient operator = OperatorClient.of(service)) {
            String at = operator.base().toString();

            assertThat(failed("instance", "remove", "i-nobody", "--data", data().toString(), "--operator", at))
                    .isEqualTo("steelyard: There is no such instance.\n");
            assertThat(failed(
                            "instance",
                            "add",
                            "i-new",
                            "--address",
                            "999.1.1.1",
                            "--zone",
                            "us-east-1a",
                            "--data",
                            data().toString(),
                            "--operator",
                            at))
                    .contains("address must be an IPv4 or IPv6 address.")
                    .hasLineCount(1);
            assertThat(failed("instance", "list", "--data", data().toString(), "--operator", "http://127.0.0.1:9"))
                    .isEqualTo("steelyard: no service can be asked by http://127.0.0.1:9: nothing answers there."
                            + " Name its operator's listener with --operator.\n");
        }
    }

    @Test
    void whyAServerIsNotAnnouncedIsSaidInASentence() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), ElbInstances.KEY + ":" + ElbInstances.SECRET);

        assertThat(failed(
                        "instance",
                        "announce",
                        "--once",
                        "--id",
                        "i-new",
                        "--zone",
                        "us-east-1a",
                        "--credentials",
                        key.toString(),
                        "--service",
                        "http://127.0.0.1:9"))
                .isEqualTo("steelyard: i-new is not announced: nothing answers at http://127.0.0.1:9/\n");
        assertThat(failed(
                        "instance",
                        "announce",
                        "--once",
                        "--id",
                        "i-new",
                        "--zone",
                        "us-east-1a",
                        "--credentials",
                        directory.resolve("nothing").toString()))
                .startsWith("steelyard: the file of --credentials cannot be read")
                .hasLineCount(1);
    }

    private static String failed(String... command) throws Exception {
        Finished finished = SteelyardProcess.run(LIMIT, command);
        assertThat(finished.exitCode()).as(finished.output()).isBetween(1, 2);
        return finished.output();
    }

    @Test
    void signaturesOfVersion2AreNotTakenUnlessTheOperatorAllowsThem() throws Exception {
        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "boto_signature_v2.py", "MissingAuthenticationToken");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }
}
