package io.steelyard.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.steelyard.conformance.SteelyardProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classic load balancers where nothing is changed but the network: clients ask the hosts of their region on port 443 and trust
 * the certificate there, and the names of load balancers are resolved by the service on port 53.
 */
class ElbNamespaceTest {
    private static final String DOMAIN = "steelyard.test";
    private static final String KEY = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final List<String> HOSTS = List.of(
            "elasticloadbalancing.us-east-1." + DOMAIN,
            "elasticloadbalancing.eu-west-1." + DOMAIN,
            "elasticloadbalancing.us-east-1.amazonaws.com");
    private static final long LIMIT_SECONDS = 90;

    @TempDir
    Path directory;

    private NetworkNamespace network;
    private SteelyardProcess service;

    @BeforeEach
    void start() throws Exception {
        assumeThat(NetworkNamespace.whyNot()).isEmpty();
        network = NetworkNamespace.make("steelyard-" + ProcessHandle.current().pid());
        makeCertificate();
        service = SteelyardProcess.startThrough(
                network.runner(),
                directory.resolve("data"),
                "127.0.0.1:443",
                "--tls-cert",
                file("service.pem"),
                "--tls-key",
                file("service.key"),
                "--region",
                "ORD=us-east-1:us-east-1a,us-east-1b,us-east-1c",
                "--region",
                "LON=eu-west-1:eu-west-1a",
                "--public-url",
                "ORD=https://" + HOSTS.get(0),
                "--public-url",
                "LON=https://" + HOSTS.get(1),
                "--public-vips",
                "192.0.2.0/28",
                "--servicenet-vips",
                "198.51.100.0/28",
                "--vip-interface",
                NetworkNamespace.DEVICE,
                "--dns-zone",
                "elb." + DOMAIN,
                "--dns-listen",
                "127.0.0.1:53",
                "--account",
                "shop:0123456789abcdef:123456789012",
                "--access-key",
                KEY + ":" + SECRET + ":123456789012",
                "--instance",
                "shop/i-4f8cf126=127.0.0.2@us-east-1a",
                "--instance",
                "shop/i-0bb7ca62=127.0.0.3@us-east-1b");
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.close();
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void botosTutorialRunsUnchanged() throws Exception {
        write("boto.cfg", """
                [Credentials]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                [Boto]
                ca_certificates_file = %s
                elb_region_name = us-east-1
                elb_region_endpoint = %s
                """.formatted(KEY, SECRET, file("authority.pem"), HOSTS.get(0)));
        write(
                "endpoints.json",
                "{\"elasticloadbalancing\": {\"us-east-1\": \"%s\", \"eu-west-1\": \"%s\"}}"
                        .formatted(HOSTS.get(0), HOSTS.get(1)));

        python(
                List.of("BOTO_CONFIG=" + file("boto.cfg"), "BOTO_ENDPOINTS=" + file("endpoints.json")),
                "boto_tutorial.py",
                DOMAIN);
    }

    @Test
    void theCallsOfLibcloudsTutorialRun() throws Exception {
        python(List.of(), "libcloud_elb.py", KEY, SECRET, file("authority.pem"));
    }

    /** Runs a script where the hosts are this service's, and all other names are asked of it. */
    private void python(List<String> environment, String script, String... arguments) throws Exception {
        write("hosts", "127.0.0.1 localhost\n127.0.0.1 " + String.join(" ", HOSTS) + "\n");
        write("resolv.conf", "nameserver 127.0.0.1\noptions timeout:2\n");
        List<String> command = new ArrayList<>(network.runner());
        // What ip mounts, and this, is seen by the command alone.
        command.addAll(List.of(
                "sh",
                "-c",
                "mount --bind \"$1\" /etc/hosts && mount --bind \"$2\" /etc/resolv.conf && shift 2 && exec env \"$@\"",
                "sh",
                file("hosts"),
                file("resolv.conf")));
        command.addAll(environment);
        command.addAll(List.of(
                "/usr/bin/python3",
                SteelyardProcess.home()
                        .resolve("conformance/clients")
                        .resolve(script)
                        .toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    /** An authority of the test's own, and a certificate of it for all hosts. */
    private void makeCertificate() throws Exception {
        String names =
                String.join(",", HOSTS.stream().map(host -> "DNS:" + host).toList());
        String subject = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout authority.key"
                + " -out authority.pem";
        String request = "openssl req -newkey rsa:2048 -nodes -subj /CN=service -keyout service.key -out service.csr";
        String signed =
                "openssl x509 -req -in service.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2"
                        + " -extfile names -out service.pem";
        write("names", "subjectAltName=" + names + "\n");
        run(List.of("sh", "-c", String.join(" && ", subject, request, signed)));
    }

    private void run(List<String> command) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
