package io.steelyard.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.hostlink.HostBusyException;
import io.steelyard.hostlink.Message;
import io.steelyard.proxy.accesslog.AccessLogLimits;
import io.steelyard.proxy.ftp.FtpLimits;
import io.steelyard.proxy.transport.Sockets;
import io.steelyard.proxy.upstream.HealthLimits;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyProcessTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    /** Time enough to be dialled for the first time. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable ProxyProcess process;
    private @Nullable Thread living;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        if (process != null && living != null) {
            process.stop();
            living.join();
        }
    }

    @Test
    void controlIsGreetedAndItsWordIsAppliedAndAnswered() throws Exception {
        start(LONG);
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        ControlPeer control = dial();

        assertThat(control.next()).isInstanceOfSatisfying(Message.Hello.class, hello -> {
            assertThat(hello.version()).isEqualTo(Message.VERSION);
            assertThat(hello.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(hello.known()).isEmpty();
        });
        control.publish(balancer.entry());
        assertThat(control.next()).isEqualTo(new Message.Reports(List.of(balancer.applied())));

        try (Socket client = balancer.connect()) {
            assertEchoes(client);
        }
    }

    @Test
    void trafficGoesOnWithoutControlAndANewOneLearnsWhatIsServed() throws Exception {
        start(LONG);
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        ControlPeer first = dial();
        first.next();
        first.publish(balancer.entry());
        first.next();
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            first.close();
            assertEchoes(client);
            try (Socket during = balancer.connect()) {
                assertEchoes(during);
            }
            ControlPeer second = dial();

            assertThat(second.next()).isInstanceOfSatisfying(Message.Hello.class, hello -> {
                assertThat(hello.storeEpoch()).isEqualTo(1);
                assertThat(hello.known())
                        .containsExactly(new Message.Known(balancer.lbId(), balancer.generation(), true));
            });
            second.publish(balancer.entry());
            assertThat(second.next()).isEqualTo(new Message.Reports(List.of(balancer.applied())));
            assertEchoes(client);
        }
    }

    @Test
    void anOrphanEndsAfterItsLimit() throws Exception {
        start(SHORT);
        ControlPeer control = dial();
        control.next();
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        control.publish(balancer.entry());
        control.next();

        control.close();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(living().isAlive()).isFalse());
        assertThatThrownBy(balancer::connect).isInstanceOf(SocketException.class);
        assertThat(socket()).doesNotExist();
    }

    @Test
    void aConnectedProcessIsNoOrphan() throws Exception {
        start(SHORT);
        ControlPeer control = dial();

        await().during(SHORT.plusSeconds(1)).atMost(LIMIT).until(() -> living().isAlive());
        assertThat(control.link().isOpen()).isTrue();
    }

    @Test
    void aSecondProxyAtTheSameSocketIsRefused() throws Exception {
        start(LONG);

        assertThatThrownBy(() -> ProxyProcess.start(config(LONG))).isInstanceOf(HostBusyException.class);

        assertThat(dial().next()).isInstanceOf(Message.Hello.class);
    }

    @Test
    void stopFinishesOpenConnectionsAndTakesNoNewOnes() throws Exception {
        start(LONG);
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        ControlPeer control = dial();
        control.next();
        control.publish(balancer.entry());
        control.next();
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            control.link().send(new Message.Stop(30));

            await().untilAsserted(() ->
                    assertThatThrownBy(() -> balancer.connect().close()).isInstanceOf(SocketException.class));
            assertEchoes(client);
            assertThat(living().isAlive()).isTrue();
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(living().isAlive()).isFalse());
    }

    @Test
    void stopCutsWhatIsStillOpenAfterTheDrain() throws Exception {
        start(LONG);
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        ControlPeer control = dial();
        control.next();
        control.publish(balancer.entry());
        control.next();
        try (Socket client = balancer.connect()) {
            assertEchoes(client);

            control.link().send(new Message.Stop(1));

            assertThat(living().join(Duration.ofSeconds(10))).isTrue();
            assertThatThrownBy(() -> assertEchoes(client)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void sigtermDrainsARealProcessWhichEndsWithStatusZero() throws Exception {
        Process proxy = spawn();
        TestBalancer balancer = TestBalancer.tcp(1, echoing());
        ControlPeer control = dial();
        control.next();
        control.publish(balancer.entry());
        assertThat(control.next()).isEqualTo(new Message.Reports(List.of(balancer.applied())));
        AtomicBoolean echoedLate = new AtomicBoolean();
        try (Socket client = balancer.connect()) {
            assertEchoes(client);
            proxy.destroy();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> balancer.connect().close()).isInstanceOf(SocketException.class));
            assertEchoes(client);
            echoedLate.set(true);
        }

        assertThat(proxy.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.exitValue()).isZero();
        assertThat(echoedLate).isTrue();
    }

    @Test
    void aKilledProcessLeavesNothingInTheWayOfTheNext() throws Exception {
        Process killed = spawn();
        killed.destroyForcibly().waitFor();
        assertThat(socket()).exists();

        start(LONG);

        assertThat(dial().next()).isInstanceOf(Message.Hello.class);
    }

    private Process spawn() throws IOException {
        Process proxy = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProxyMain.class.getName(),
                        "--socket",
                        socket().toString(),
                        "--loops",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("proxy.log").toFile())
                .start();
        opened.add(() -> proxy.destroyForcibly().waitFor());
        await().atMost(LIMIT).until(() -> Files.exists(socket()) || !proxy.isAlive());
        assertThat(proxy.isAlive())
                .describedAs(() -> "the process lives; it said " + log())
                .isTrue();
        return proxy;
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("proxy.log"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    private void start(Duration orphanLimit) throws IOException {
        ProxyProcess started = ProxyProcess.start(config(orphanLimit));
        process = started;
        living = Thread.ofPlatform().start(started::run);
    }

    private ProxyConfig config(Duration orphanLimit) {
        return new ProxyConfig(
                socket(),
                orphanLimit,
                2,
                Duration.ofMinutes(1),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                FtpLimits.DEFAULT.dataPorts(),
                Optional.empty(),
                List.of(),
                HealthLimits.DEFAULT.withoutProbes(),
                AccessLogLimits.DEFAULT,
                ClientLimits.DEFAULT,
                Sockets.MOST_PIPES,
                Optional.empty());
    }

    private Thread living() {
        return Objects.requireNonNull(living);
    }

    private Path socket() {
        return directory.resolve("p.sock");
    }

    private ControlPeer dial() throws IOException {
        ControlPeer peer = new ControlPeer(socket(), _ -> true);
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
        if (answer.length < 4) {
            throw new SocketException("closed after " + answer.length + " bytes");
        }
        assertThat(answer).isEqualTo("ping".getBytes(US_ASCII));
    }
}
