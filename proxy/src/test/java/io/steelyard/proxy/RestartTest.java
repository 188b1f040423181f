package io.steelyard.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.hostlink.Message;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.transport.TransportChoice;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes, one of which takes the place of the other. */
class RestartTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    static Stream<Transport> handingOver() {
        return TransportChoice.usable().stream().filter(Transport::handsOver);
    }

    @ParameterizedTest
    @MethodSource("handingOver")
    void noConnectionIsRefusedOrCutWhileOneProcessTakesThePlaceOfAnother(Transport transport) throws Exception {
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        Process old = spawn("old", transport);
        ControlPeer control = serving(balancer);
        try (Socket before = balancer.connect()) {
            assertEchoes(before);
            AtomicBoolean over = new AtomicBoolean();
            BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
            Thread clients = Thread.ofPlatform().start(() -> connectUntil(over, balancer, failures));

            spawn("next", transport, "--take-over", "600");
            await().atMost(LIMIT).until(() -> !control.link().isOpen());
            serving(balancer);
            assertEchoes(before);
            over.set(true);
            clients.join();

            assertThat(failures).isEmpty();
            assertThat(old.isAlive()).as("a connection is open").isTrue();
        }
        assertThat(old.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(old.exitValue()).isZero();
        try (Socket after = balancer.connect()) {
            assertEchoes(after);
        }
    }

    @Test
    void aProcessWhoseSuccessorDiesBeforeItServesGoesOn() throws Exception {
        Transport transport = TransportChoice.best().transport();
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        spawn("old", transport);
        ControlPeer control = serving(balancer);

        Process next = spawn("next", transport, "--take-over", "600");
        await().atMost(LIMIT).until(() -> !control.link().isOpen());
        next.destroyForcibly().waitFor();

        await().atMost(LIMIT).untilAsserted(() -> dial().close());
        serving(balancer);
        try (Socket client = balancer.connect()) {
            assertEchoes(client);
        }
        Process again = spawn("again", transport, "--take-over", "600");
        serving(balancer);
        assertThat(again.isAlive()).isTrue();
    }

    @Test
    void whereNobodyIsThereIsNoPlaceToTake() throws Exception {
        Process alone = run("alone", Transport.EPOLL, "--take-over", "600");

        assertThat(alone.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(alone.exitValue()).isEqualTo(1);
        assertThat(log("alone")).contains("gave its place away");
    }

    private static void connectUntil(AtomicBoolean over, TestBalancer balancer, BlockingQueue<Exception> failures) {
        while (!over.get()) {
            try (Socket client = balancer.connect()) {
                assertEchoes(client);
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
    }

    /** A control process, which has said what is to be served and heard that it is. */
    private ControlPeer serving(TestBalancer balancer) throws Exception {
        await().atMost(LIMIT).until(() -> Files.exists(socket()));
        ControlPeer control = dial();
        assertThat(control.next()).isInstanceOf(Message.Hello.class);
        control.publish(balancer.entry());
        assertThat(control.next()).isEqualTo(new Message.Reports(List.of(balancer.applied())));
        return control;
    }

    private Process spawn(String name, Transport transport, String... more) throws IOException {
        Process process = run(name, transport, more);
        await().atMost(LIMIT).until(() -> Files.exists(socket()) || !process.isAlive());
        assertThat(process.isAlive()).describedAs(() -> "it said " + log(name)).isTrue();
        return process;
    }

    private Process run(String name, Transport transport, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ProxyMain.class.getName(),
                "--socket",
                socket().toString(),
                "--loops",
                "2",
                "--transport",
                transport.word()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        opened.add(() -> process.destroyForcibly().waitFor());
        return process;
    }

    private String log(String name) {
        try {
            return Files.readString(directory.resolve(name + ".log"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    private Path socket() {
        return directory.resolve("p.sock");
    }

    private ControlPeer dial() throws IOException {
        ControlPeer peer = new ControlPeer(
                socket(), message -> message instanceof Message.Hello || message instanceof Message.Reports);
        opened.add(peer);
        return peer;
    }

    private FaultyBackend echoing() throws IOException {
        FaultyBackend backend = FaultyBackend.echoing();
        opened.add(backend);
        return backend;
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write("ping".getBytes(US_ASCII));
        byte[] answer = client.getInputStream().readNBytes(4);
        if (!"ping".equals(new String(answer, US_ASCII))) {
            throw new IOException("closed after " + answer.length + " bytes");
        }
    }
}
