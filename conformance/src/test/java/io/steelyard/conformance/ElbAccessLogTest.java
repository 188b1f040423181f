package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.conformance.accesslog.SwiftProcess;
import io.steelyard.conformance.elb.ElbInstances;
import io.steelyard.conformance.http.PlainConnection;
import io.steelyard.conformance.tls.Certificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access logs of classic load balancers, from requests to the objects that boto3 finds in the S3 of Debian's Swift. */
class ElbAccessLogTest {
    private static final Pattern ANSWERED = Pattern.compile(" 200 200 0 5 \"GET http://[^ /]+/([0-9]+) HTTP/1\\.1\" ");
    private static final int PORT = 8080;

    @TempDir
    private Path directory;

    private final List<Integer> answered = new ArrayList<>();
    private final int part = ThreadLocalRandom.current().nextInt(1, 255);
    private ElbInstances instances;
    private SwiftProcess swift;

    @BeforeEach
    void start() throws Exception {
        assumeThat(SwiftProcess.missing()).isEmpty();
        instances = ElbInstances.start();
        swift = new SwiftProcess(Files.createDirectory(directory.resolve("swift")));
        client("http://127.0.0.1:9", "buckets");
    }

    @AfterEach
    void stop() throws Exception {
        if (swift != null) {
            swift.close();
            instances.close();
        }
    }

    @Test
    void linesOfEveryListenerReachTheBucketThatTheAccountNames() throws Exception {
        Certificate.rsa(directory, "shop");

        try (SteelyardProcess service = service(true)) {
            client(service.api().toString(), "lines");
        }
    }

    @Test
    void aServiceWithoutS3RefusesThem() throws Exception {
        try (SteelyardProcess service = service(false)) {
            client(service.api().toString(), "without");
        }
    }

    @Test
    void everyLineArrivesOnceOverKillMinusNineAnOutageAndTheEndOfTheBalancer() throws Exception {
        InetSocketAddress server;
        SteelyardProcess killed = service(true);
        server = new InetSocketAddress(client(killed.api().toString(), "make").strip(), PORT);
        ask(server, 0, 20);
        Site.kill(killed.proxy());
        await().atMost(Site.LIMIT).ignoreExceptions().until(() -> ask(server, 20, 21));
        ask(server, 21, 40);
        awaitDelivered(killed);

        swift.stopProxy();
        ask(server, 40, 60);
        await().atMost(Site.LIMIT).until(() -> isWaiting(killed));
        ProcessHandle proxy = killed.proxy();
        Site.kill(killed.control());
        Site.kill(proxy);

        try (SteelyardProcess service = service(true)) {
            await().atMost(Site.LIMIT).ignoreExceptions().until(() -> ask(server, 60, 61));
            ask(server, 61, 80);
            swift.startProxy();
            awaitDelivered(service);
            ask(server, 80, 100);
            client(service.api().toString(), "delete");
            Site.kill(service.proxy());

            awaitDelivered(service);
            await().atMost(Site.LIMIT).until(() -> !isWaiting(service));
            assertThat(delivered(service)).doesNotHaveDuplicates();
        }
    }

    private void awaitDelivered(SteelyardProcess service) {
        await().atMost(Site.LIMIT.multipliedBy(2))
                .untilAsserted(() -> assertThat(delivered(service)).containsAll(answered));
    }

    private List<Integer> delivered(SteelyardProcess service) throws Exception {
        return client(service.api().toString(), "show")
                .lines()
                .map(ANSWERED::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    /** Whether a part of a log has its name and is not in its bucket. */
    private static boolean isWaiting(SteelyardProcess service) throws IOException {
        try (Stream<Path> buckets = Files.walk(service.data().resolve("logs/buckets"))) {
            return buckets.anyMatch(Files::isRegularFile);
        }
    }

    /** Asks each once, on a connection of its own. */
    private boolean ask(InetSocketAddress server, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            try (PlainConnection client = PlainConnection.open(server, Site.LIMIT)) {
                assertThat(client.get("/" + i, true).status()).isEqualTo(200);
                answered.add(i);
            }
        }
        return true;
    }

    private SteelyardProcess service(boolean withS3) throws Exception {
        List<String> options = new ArrayList<>(instances.options());
        options.addAll(List.of("--log-period", "2s"));
        options.addAll(List.of("--public-vips", "127.108." + part + ".0/24"));
        options.addAll(List.of("--servicenet-vips", "127.109." + part + ".0/24"));
        if (withS3) {
            options.addAll(List.of(
                    "--log-store",
                    "s3:" + swift.s3() + "/steelyard",
                    "--log-store-user",
                    SwiftProcess.USER,
                    "--log-store-key",
                    SwiftProcess.KEY,
                    "--log-bucket",
                    "shop-logs=" + ElbInstances.ACCOUNT,
                    "--log-bucket",
                    "others=1",
                    "--log-bucket",
                    "missing-{tenant}"));
        }
        return SteelyardProcess.start(directory.resolve("data"), "127.0.0.1:0", options.toArray(String[]::new));
    }

    private String client(String endpoint, String step) throws Exception {
        return PythonClient.runWith(
                directory,
                "boto3_access_logs.py",
                endpoint,
                ElbInstances.KEY,
                ElbInstances.SECRET,
                instances.port(),
                swift.s3(),
                directory.toString(),
                step);
    }
}
