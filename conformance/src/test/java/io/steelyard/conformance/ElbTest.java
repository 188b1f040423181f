package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.conformance.SteelyardProcess.Finished;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-boto3 and python3-boto, unmodified, against three instances that answer with their ids. A query sets a cookie. */
class ElbTest {
    private static final String KEY = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final int ATTEMPTS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<HttpServer> instances = new ArrayList<>();
    private final String network = "127.20." + ThreadLocalRandom.current().nextInt(1, 255) + ".";

    @BeforeEach
    void startInstances() throws IOException {
        for (int attempt = 1; instances.isEmpty(); attempt++) {
            try {
                startAll();
            } catch (BindException taken) {
                stopInstances();
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    /** All on one port, each on an address of its own. */
    private void startAll() throws IOException {
        int port = 0;
        for (String id : List.of("i-one", "i-two", "i-three")) {
            InetAddress address = InetAddress.getByName(network + (instances.size() + 1));
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            instances.add(server);
            port = server.getAddress().getPort();
            byte[] answer = id.getBytes(StandardCharsets.US_ASCII);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .ifPresent(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie));
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }
    }

    @AfterEach
    void stopInstances() {
        instances.forEach(instance -> instance.stop(0));
        instances.clear();
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
    void namesOfBalancersLeadToThem() throws Exception {
        // An address of its own on loopback, so that the port is free.
        String server = network + "53";
        String[] dns = {"--dns-zone", "elb.example.net", "--dns-listen", server + ":5353"};

        try (SteelyardProcess service = SteelyardProcess.start(
                directory.resolve("data"),
                "127.0.0.1:0",
                Stream.of(options(), dns).flatMap(Stream::of).toArray(String[]::new))) {
            PythonClient.runWith(
                    directory,
                    "boto3_dns.py",
                    service.api().toString(),
                    KEY,
                    SECRET,
                    port(),
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
            assertThat(instance(service, "list")).contains("i-one  " + network + "1  us-east-1a  RUNNING  -");

            instance(service, "add", "i-one", "--address", network + "2", "--zone", "us-east-1a", "--group", "web");
            keeps(service, "look", "i-two");
            assertThat(instance(service, "list", "--account", "shop")).contains("i-one  " + network + "2");

            instance(service, "remove", "i-one");
            keeps(service, "look", "HTTP Error 503: Service Unavailable");
            assertThat(instance(service, "list")).doesNotContain("i-one");
        }
    }

    @Test
    void whatIsOpenToAnInstanceThatLeavesMayEndAlsoBeyondKillMinusNine() throws Exception {
        Path data = directory.resolve("data");
        SteelyardProcess killed = SteelyardProcess.start(data, "127.0.0.1:0", options());
        PythonClient.runWith(directory, "boto3_draining.py", killed.api().toString(), KEY, SECRET, port(), "leave");
        ProcessHandle proxy = killed.proxy();
        Site.kill(killed.control());
        Site.kill(proxy);

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", options())) {
            PythonClient.runWith(directory, "boto3_draining.py", service.api().toString(), KEY, SECRET, port(), "left");
        }
    }

    private void keeps(SteelyardProcess service, String step, String expected) throws Exception {
        PythonClient.runWith(
                directory, "boto3_elb_keeps.py", service.api().toString(), KEY, SECRET, port(), step, expected);
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

    private String port() {
        return Integer.toString(instances.getFirst().getAddress().getPort());
    }

    private String[] options() {
        return new String[] {
            "--account", "shop:0123456789abcdef:123456789012",
            "--access-key", KEY + ":" + SECRET + ":123456789012",
            "--instance", "i-one=" + network + "1@us-east-1a",
            "--instance", "shop/i-two=" + network + "2@us-east-1a",
            "--instance", "i-three=" + network + "3@us-east-1b"
        };
    }

    private void run(String script) throws IOException, InterruptedException {
        try (SteelyardProcess service = SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", options())) {
            PythonClient.runWith(directory, script, service.api().toString(), KEY, SECRET, port());
        }
    }
}
