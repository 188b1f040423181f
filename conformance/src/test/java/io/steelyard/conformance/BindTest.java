package io.steelyard.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of classic balancers, told to Debian's BIND. */
class BindTest {
    private static final String ACCESS_KEY = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TSIG_SECRET = "c3RlZWx5YXJkLXN0ZWVseWFyZC1zdGVlbHlhcmQtMTI=";
    /** BIND listens on addresses alone that an interface has. */
    private static final String BIND = "127.0.0.1";

    @TempDir
    Path directory;

    private String port = "";
    private @Nullable Process bind;

    @BeforeEach
    void configure() throws IOException {
        port = Integer.toString(FreePort.pick());
        Files.writeString(directory.resolve("named.conf"), """
                key "steelyard" { algorithm hmac-sha256; secret "%s"; };
                options { directory "%s"; pid-file none; session-keyfile none; listen-on port %s { %s; };
                  listen-on-v6 { none; }; recursion no; dnssec-validation no; empty-zones-enable no; };
                controls { };
                zone "elb.example.net" { type primary; file "zone"; update-policy { grant steelyard zonesub A AAAA; }; };
                """.formatted(TSIG_SECRET, directory, port, BIND));
        Files.writeString(directory.resolve("zone"), """
                $TTL 5
                @ SOA ns.elb.example.net. hostmaster.elb.example.net. 1 3600 600 86400 5
                @ NS ns.elb.example.net.
                ns A 192.0.2.53
                www A 192.0.2.1
                """);
    }

    private void startBind() throws IOException {
        bind = new ProcessBuilder(
                        "/usr/sbin/named",
                        "-g",
                        "-n",
                        "1",
                        "-c",
                        directory.resolve("named.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("named.log").toFile()))
                .start();
    }

    @AfterEach
    void stopBind() throws InterruptedException {
        Process running = bind;
        if (running != null) {
            running.destroy();
            assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
            bind = null;
        }
    }

    @Test
    void noChangeIsLostWhileTheServerIsAwayAndTheServiceIsKilled() throws Exception {
        Path data = directory.resolve("data");
        startBind();
        SteelyardProcess killed = start(data);
        script(killed, "told");
        stopBind();
        String gone = script(killed, "unheard").strip();
        ProcessHandle proxy = killed.proxy();
        Site.kill(killed.control());
        Site.kill(proxy);

        startBind();

        try (SteelyardProcess service = start(data)) {
            script(service, "heard=" + gone);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Files.readString(data.resolve("dns-names")))
                            .contains("comes-")
                            .doesNotContain("goes-"));
        }
    }

    private SteelyardProcess start(Path data) throws Exception {
        return SteelyardProcess.start(
                data,
                "127.0.0.1:0",
                "--account",
                "shop:0123456789abcdef:123456789012",
                "--access-key",
                ACCESS_KEY + ":" + SECRET + ":123456789012",
                "--dns-zone",
                "elb.example.net",
                "--dns-listen",
                "127.0.0.1:0",
                "--dns-update",
                BIND + ":" + port,
                "--dns-tsig",
                "steelyard:" + TSIG_SECRET);
    }

    private String script(SteelyardProcess service, String step) throws Exception {
        return PythonClient.runWith(
                directory,
                "boto3_bind.py",
                service.api().toString(),
                ACCESS_KEY,
                SECRET,
                "8080",
                BIND,
                port,
                "elb.example.net",
                step);
    }
}
