package io.steelyard.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.Future;
import io.steelyard.proxy.TestBalancer;
import io.steelyard.proxy.TestHost;
import io.steelyard.proxy.UsableTransports;
import io.steelyard.testkit.backend.FaultyBackend;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocketsTest {
    private static final int SCHED_BATCH = 3;

    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void loopsDoNotPushAsideWhatRunsOnTheirProcessor(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            for (EventLoop loop : host.sockets().loops()) {
                assertThat(loop.submit(SocketsTest::schedulingPolicy).get(10, TimeUnit.SECONDS))
                        .isEqualTo(SCHED_BATCH);
            }
        }
    }

    /** Of the calling thread: field 41 of /proc/thread-self/stat, of which the name in brackets is the second. */
    private static int schedulingPolicy() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Integer.parseInt(afterName[41 - 3]);
    }

    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void clientsAreSpreadEvenlyOverTheLoopsAndLeaveNoTrace(Transport transport) throws IOException {
        List<Socket> clients = new ArrayList<>();
        try (TestHost host = TestHost.start(transport);
                FaultyBackend node = FaultyBackend.echoing()) {
            TestBalancer balancer = host.serve(TestBalancer.tcp(1, node));
            for (int i = 0; i < 200; i++) {
                clients.add(balancer.connect());
            }
            await().until(() -> node.accepted() == 200);

            assertThat(host.sockets().loops())
                    .hasSize(2)
                    .allSatisfy(loop -> assertThat(((CountedLoop) loop).load()).isBetween(100, 101));
            assertThat(host.sockets().openSockets()).isEqualTo(401);
            for (Socket client : clients) {
                client.close();
            }
            await().untilAsserted(() -> assertThat(host.sockets().openSockets()).isEqualTo(1));
            assertThat(host.sockets().loops())
                    .extracting(loop -> ((CountedLoop) loop).load())
                    .containsExactlyInAnyOrder(0, 1);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void everyLoopTicksWhileNothingElseWakesIt(Transport transport) {
        try (Sockets sockets = Sockets.open(transport, 2)) {
            List<AtomicInteger> ticks = List.of(new AtomicInteger(), new AtomicInteger());
            for (int i = 0; i < 2; i++) {
                sockets.onTick(sockets.loops().get(i), ticks.get(i)::incrementAndGet);
            }

            await().untilAsserted(() -> assertThat(ticks).allMatch(count -> count.get() >= 3));
        }
    }

    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void aTaskThatIsDueAfterTheNextTickRuns(Transport transport) {
        try (Sockets sockets = Sockets.open(transport, 1)) {
            EventLoop loop = sockets.loops().getFirst();

            Future<?> later = loop.schedule(() -> {}, 3 * Sockets.TICK.toMillis(), TimeUnit.MILLISECONDS);

            await().until(later::isSuccess);
        }
    }

    @ParameterizedTest
    @MethodSource("handingOver")
    void aSocketThatAnotherProcessListensOnIsTakenOver(Transport transport) throws Throwable {
        try (Sockets before = Sockets.open(transport, 1);
                Sockets after = Sockets.open(transport, 2)) {
            Channel handedOver =
                    before.listen(TestBalancer.freeAddress(), echoing()).sync().channel();
            InetSocketAddress address = (InetSocketAddress) handedOver.localAddress();
            int descriptor = duplicate(handedOver);
            try (Socket queued = connect(address)) {
                handedOver.close().sync();

                Channel taken = after.listen(descriptor, echoing()).sync().channel();
                taken.config().setAutoRead(true);

                assertEchoes(queued);
                assertEchoes(address);
                taken.close().sync();
                await().untilAsserted(() ->
                        assertThatThrownBy(() -> connect(address).close()).isInstanceOf(IOException.class));
            }
        }
    }

    /** Its number may be another connection's by then. */
    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void aConnectionThatIsClosedTakesNoOptions(Transport transport) throws Exception {
        BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        try (Sockets sockets = Sockets.open(transport, 1)) {
            Channel listening = sockets.listen(TestBalancer.freeAddress(), new Silent(accepted))
                    .sync()
                    .channel();
            listening.config().setAutoRead(true);
            try (Socket client = connect((InetSocketAddress) listening.localAddress())) {
                Channel closed = accepted.poll(10, TimeUnit.SECONDS);
                assertThat(closed).isNotNull();
                SocketChannelConfig config = (SocketChannelConfig) closed.config();

                closed.close().sync();

                assertThatThrownBy(() -> config.setSoLinger(0)).isInstanceOf(ChannelException.class);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    /** More of them than receive buffers lie ready on a ring. */
    @ParameterizedTest
    @MethodSource("io.steelyard.proxy.UsableTransports#all")
    void everybodyIsHeardWhenAllSpeakAtOnce(Transport transport) throws Exception {
        CountDownLatch allHaveSpoken = new CountDownLatch(1);
        List<Socket> clients = new ArrayList<>();
        try (Sockets sockets = Sockets.open(transport, 1)) {
            Channel listening =
                    sockets.listen(TestBalancer.freeAddress(), echoing()).sync().channel();
            listening.config().setAutoRead(true);
            for (int i = 0; i < 600; i++) {
                Socket client = connect((InetSocketAddress) listening.localAddress());
                clients.add(client);
                assertEchoes(client);
            }

            sockets.loops().getFirst().execute(() -> awaitUninterruptibly(allHaveSpoken));
            for (Socket client : clients) {
                client.getOutputStream().write(7);
            }
            allHaveSpoken.countDown();

            for (Socket client : clients) {
                assertThat(client.getInputStream().read()).isEqualTo(7);
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    static Stream<Transport> handingOver() {
        return UsableTransports.all().stream().filter(Transport::handsOver);
    }

    @ParameterizedTest
    @MethodSource("handingOver")
    void aConnectionThatAnotherProcessAcceptedIsServedOn(Transport transport) throws Throwable {
        BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        try (Sockets before = Sockets.open(transport, 1);
                Sockets after = Sockets.open(transport, 2)) {
            Channel listening = before.listen(TestBalancer.freeAddress(), new Silent(accepted))
                    .sync()
                    .channel();
            listening.config().setAutoRead(true);
            try (Socket client = connect((InetSocketAddress) listening.localAddress())) {
                Channel handedOver = accepted.poll(10, TimeUnit.SECONDS);
                assertThat(handedOver).isNotNull();
                int descriptor = duplicate(handedOver);
                handedOver.close().sync();

                after.adopt(descriptor, new Echo()).sync();

                assertEchoes(client);
            }
        }
    }

    @Test
    void whatHandsNothingOverSaysSo() {
        assertThatThrownBy(() -> Transport.NIO.adoptSocket(3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Transport.NIO.adoptServerSocket(3)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** What handing a descriptor over a Unix socket comes to. */
    @SuppressWarnings("restricted")
    private static int duplicate(Channel channel) throws Throwable {
        Linker linker = Linker.nativeLinker();
        return (int) linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("dup"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                .invokeExact(((UnixChannel) channel).fd().intValue());
    }

    private static void assertEchoes(InetSocketAddress address) throws IOException {
        try (Socket client = connect(address)) {
            assertEchoes(client);
        }
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write(42);
        assertThat(client.getInputStream().read()).isEqualTo(42);
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket client = new Socket();
        client.setSoTimeout(10_000);
        client.connect(address, 10_000);
        return client;
    }

    private static ChannelInitializer<SocketChannel> echoing() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new Echo());
            }
        };
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }

    /** Accepts and does not read. */
    @Sharable
    private static final class Silent extends ChannelInitializer<SocketChannel> {
        private final BlockingQueue<Channel> accepted;

        Silent(BlockingQueue<Channel> accepted) {
            this.accepted = accepted;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.config().setAutoRead(false);
            accepted.add(channel);
        }
    }
}
