package io.steelyard.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.desired.DesiredCertificate;
import io.steelyard.domain.desired.DesiredTls;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.throttle.ConnectionThrottle;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.TlsVersion;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are in use: curl, nghttp, h2load. */
@ParameterizedClass
@MethodSource("io.steelyard.proxy.UsableTransports#all")
class Http2ClientsTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("lb.test");
    private static final long LIMIT_SECONDS = 30;
    private static final int LARGE = 20_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpRig rig;

    Http2ClientsTest(Transport transport) {
        rig = HttpRig.start(transport);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void curlWithPriorKnowledge() throws Exception {
        HttpNode node = rig.serve(HttpNode.ok("hello"));

        String said = curl("--http2-prior-knowledge", "-d", "some content", "-H", "X-Own: 1", url("http"));

        assertThat(said).endsWith("hello 2 200");
        assertThat(node.requests().getFirst().content()).isEqualTo("some content");
        assertThat(node.requests().getFirst().fields("x-own")).containsExactly("1");
    }

    @Test
    void curlWithinTlsChoosesHttp2() throws Exception {
        HttpNode node = rig.serve(HttpNode.ok("hello"));
        withinTls();

        assertThat(curl("-k", "--http2", url("https"))).endsWith("hello 2 200");
        assertThat(curl("-k", "--http1.1", url("https"))).endsWith("hello 1.1 200");
        assertThat(curl("-k", "--no-alpn", url("https"))).endsWith("hello 1.1 200");
        assertThat(node.requests())
                .allMatch(request -> request.fields("x-forwarded-proto").equals(List.of("https")));
    }

    @Test
    void muchContentGoesToTheNodeUnchanged() throws Exception {
        byte[] content = octets(LARGE);
        Path sent = Files.write(directory.resolve("sent"), content);
        HttpNode node = rig.serve(HttpNode.ok("done"));
        withinTls();

        String said = curl("-k", "--http2", "-H", "Expect:", "-T", sent.toString(), url("https"));

        assertThat(said).endsWith("done 2 200");
        assertThat(node.requests().getFirst().content()).isEqualTo(new String(content, ISO_8859_1));
    }

    @Test
    void muchContentGoesToTheClientUnchanged() throws Exception {
        byte[] content = octets(LARGE);
        Path received = directory.resolve("received");
        rig.serve(HttpNode.ok(new String(content, ISO_8859_1)));
        withinTls();

        String said = curl("-k", "--http2", "-o", received.toString(), url("https"));

        assertThat(said).endsWith("2 200");
        assertThat(Files.readAllBytes(received)).isEqualTo(content);
    }

    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + (i >> 8));
        }
        return octets;
    }

    @Test
    void nghttpGetsATrailer() throws Exception {
        rig.serve(HttpNode.always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n"
                + "5\r\nhello\r\n0\r\nX-Sum: 42\r\n\r\n"));

        String said = run("nghttp", "-v", url("http"));

        assertThat(said).contains("hello", "x-sum: 42", ":status: 200");
    }

    @Test
    void h2loadAsksMuchAtOnce() throws Exception {
        rig.serve(HttpNode.ok("x".repeat(1_000)));

        String said = run("h2load", "-n", "5000", "-c", "4", "-m", "100", url("http"));

        assertThat(said)
                .contains("5000 succeeded, 0 failed, 0 errored, 0 timeout")
                .contains("5000 2xx");
    }

    @Test
    void whatIsKeptIsGivenAgain() throws Exception {
        HttpNode node = rig.serve(
                HttpNode.always(
                        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
        rig.change(rig.balancer().withPolicy(policy -> policy.withContentCaching(true)));

        assertThat(curl("--http2-prior-knowledge", url("http"))).endsWith("hello 2 200");
        assertThat(curl("--http2-prior-knowledge", "-i", url("http")))
                .contains("age: ", "content-length: 5")
                .endsWith("hello 2 200");
        assertThat(curl("--http2-prior-knowledge", "-I", url("http")))
                .contains("age: ")
                .endsWith("2 200");
        assertThat(curl("--http1.1", "-i", url("http"))).contains("Age: ").endsWith("hello 1.1 200");
        assertThat(node.requests()).hasSize(1);
    }

    @Test
    void aClientOverItsThrottleHearsSo() throws Exception {
        rig.serve(HttpNode.ok("x"));
        rig.change(rig.balancer()
                .withPolicy(policy ->
                        policy.withThrottle(Optional.of(new ConnectionThrottle(0, 1, 0, Duration.ofSeconds(1))))));
        rig.client().get("/").receive();

        assertThat(curl("--http2-prior-knowledge", url("http")))
                .contains("Service Unavailable")
                .endsWith("2 503");
    }

    private void withinTls() {
        DesiredTls tls = new DesiredTls(
                new DesiredCertificate(CERTIFICATE.chain(), new Secret(CERTIFICATE.privateKey())),
                List.of(),
                TlsVersion.USUAL,
                CipherProfile.DEFAULT);
        rig.change(rig.balancer().withFeature(listener -> listener.withTls(tls)));
    }

    private String url(String scheme) {
        return scheme + "://" + rig.balancer().address().getAddress().getHostAddress() + ":" + rig.port() + "/";
    }

    /** What it printed, then the version that was spoken and the status. */
    private String curl(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-w", " %{http_version} %{http_code}"));
        command.addAll(List.of(args));
        return run(command.toArray(new String[0]));
    }

    private String run(String... args) throws Exception {
        Path output = Files.createTempFile(directory, "command", ".out");
        Process process = new ProcessBuilder(args)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                .as(args[0] + " ends")
                .isTrue();
        return Files.readString(output, ISO_8859_1);
    }
}
