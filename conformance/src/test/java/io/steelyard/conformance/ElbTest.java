package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-boto3 and python3-boto, unmodified, against three instances that answer with their ids. */
class ElbTest {
    @RegisterExtension
    final ElbSite site = new ElbSite();

    @TempDir
    Path directory;

    @Test
    void theWholeLifeOfABalancerPassesThroughBoto3() throws Exception {
        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "boto3_elb.py");
        }
    }

    @Test
    void theCallsOfBotosTutorialWork() throws Exception {
        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "boto_elb.py");
        }
    }

    @Test
    void whatOneDialectHasNoWordForStaysWhenAnotherWrites() throws Exception {
        for (String name : List.of("one", "two")) {
            TestCertificate made = TestCertificate.selfSigned(name + ".example.com");
            Files.writeString(directory.resolve(name + ".crt"), made.certificate());
            Files.writeString(directory.resolve(name + ".key"), made.privateKey());
        }

        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "two_dialects.py", site.instances().network(), directory.toString());
        }
    }

    @Test
    void namesOfBalancersLeadToThem() throws Exception {
        // An address of its own on loopback, so that the port is free.
        String server = site.instances().network() + "53";
        String zone = "elb.example.net";

        try (SteelyardProcess service = site.start(data(), "--dns-zone", zone, "--dns-listen", server + ":5353")) {
            site.run(service, directory, "boto3_dns.py", server, "5353", zone);
        }
    }

    @Test
    void namesLeadToEachZoneWithAnInstanceInService() throws Exception {
        String network = site.instances().network();
        String part = network.split("\\.")[2] + ".";
        String[] vips = {"127.106." + part, "127.107." + part};
        String zones = vips[0] + "0/24@us-east-1a," + vips[1] + "0/24@us-east-1b";
        String[] options = {
            "--dns-zone", "elb.example.net", "--dns-listen", network + "54:5353", "--public-vips", zones,
        };

        try (SteelyardProcess service = site.start(data(), options)) {
            site.run(service, directory, "boto3_zones.py", network + "54", "5353", vips[0], vips[1]);
        }
    }

    @Test
    void aBalancerOutlivesKillMinusNineAndFollowsAnInstanceThatMoves() throws Exception {
        String network = site.instances().network();
        String[] vips = ElbSite.vips();
        SteelyardProcess killed = site.start(data(), vips);
        site.run(killed, directory, "boto3_elb_keeps.py", "make", "i-one");
        ElbSite.kill(killed);

        try (SteelyardProcess service = SteelyardProcess.start(data(), "127.0.0.1:0", vips)) {
            site.run(service, directory, "boto3_elb_keeps.py", "look", "i-one");
            assertThat(ElbSite.command(service, "instance", "list"))
                    .contains("i-one  " + network + "1  us-east-1a  RUNNING  -");

            ElbSite.command(
                    service,
                    "instance",
                    "add",
                    "i-one",
                    "--address",
                    network + "2",
                    "--zone",
                    "us-east-1a",
                    "--group",
                    "web");
            site.run(service, directory, "boto3_elb_keeps.py", "look", "i-two");
            assertThat(ElbSite.command(service, "instance", "list", "--account", "shop"))
                    .contains("i-one  " + network + "2");

            ElbSite.command(service, "instance", "remove", "i-one");
            site.run(service, directory, "boto3_elb_keeps.py", "look", "HTTP Error 503: Service Unavailable");
            assertThat(ElbSite.command(service, "instance", "list")).doesNotContain("i-one");
        }
    }

    @Test
    void whatIsOpenToAnInstanceThatLeavesMayEndAlsoBeyondKillMinusNine() throws Exception {
        SteelyardProcess killed = site.start(data());
        site.run(killed, directory, "boto3_draining.py", "leave");
        ElbSite.kill(killed);

        try (SteelyardProcess service = site.start(data())) {
            site.run(service, directory, "boto3_draining.py", "left");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }
}
