package io.steelyard.hostlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.observed.EntryReport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLinkTest {
    private static final Message.Hello HELLO = new Message.Hello(
            Message.VERSION, 42, 7, "epoll", List.of(new Message.Known(new LoadBalancerId(3), 9, true)));
    private static final Message.Publish PUBLISH =
            new Message.Publish(new HostDesired(7, true, List.of(new Entry.Absent(new LoadBalancerId(3), 10))));

    @TempDir
    Path directory;

    @Test
    void theHostSpeaksFirstAndBothHearEachOther() throws IOException {
        Heard atHost = new Heard();
        Heard atControl = new Heard();
        try (HostLinkListener host = listen(atHost);
                HostLink control = HostLinkDialer.dial(socket(), atControl)) {
            await().untilAsserted(() -> assertThat(atControl.messages).containsExactly(HELLO));

            control.send(PUBLISH);
            await().untilAsserted(() -> assertThat(atHost.messages).containsExactly(PUBLISH));

            Message reports = new Message.Reports(List.of(
                    new EntryReport.Applied(new LoadBalancerId(3), 10),
                    new EntryReport.Rejected(
                            new LoadBalancerId(4), 2, Failure.Code.ADDRESS_IN_USE, "127.0.0.1:80/tcp is taken")));
            host.link().orElseThrow().send(reports);
            await().untilAsserted(() -> assertThat(atControl.messages).containsExactly(HELLO, reports));
        }
    }

    @Test
    void messagesKeepTheirOrderFromSeveralThreads() throws Exception {
        Heard atHost = new Heard();
        try (HostLinkListener host = listen(atHost);
                HostLink control = HostLinkDialer.dial(socket(), new Heard())) {
            List<Thread> senders = List.of(0, 1_000).stream()
                    .map(first -> Thread.ofPlatform().start(() -> sendStops(control, first, 300)))
                    .toList();
            for (Thread sender : senders) {
                sender.join();
            }

            await().untilAsserted(() -> assertThat(atHost.messages).hasSize(600));
            assertThat(drains(atHost).filter(drain -> drain < 1_000)).isSorted();
            assertThat(drains(atHost).filter(drain -> drain >= 1_000)).isSorted();
            assertThat(host.link()).isPresent();
        }
    }

    private static void sendStops(HostLink link, int first, int count) {
        for (int drain = first; drain < first + count; drain++) {
            link.send(new Message.Stop(drain));
        }
    }

    private static Stream<Integer> drains(Heard heard) {
        return heard.messages.stream().map(message -> ((Message.Stop) message).drainSeconds());
    }

    @Test
    void aFrameMayArriveInSinglePieces() throws IOException {
        Heard atHost = new Heard();
        try (HostLinkListener _ = listen(atHost);
                SocketChannel raw = rawPeer()) {
            ByteBuffer frame = MessageCodec.encode(PUBLISH);
            while (frame.hasRemaining()) {
                raw.write(ByteBuffer.wrap(new byte[] {frame.get()}));
            }

            await().untilAsserted(() -> assertThat(atHost.messages).containsExactly(PUBLISH));
        }
    }

    @Test
    void aFrameAboveTheLimitClosesTheLinkBeforeItIsRead() throws IOException {
        Heard atHost = new Heard();
        try (HostLinkListener _ = listen(atHost);
                SocketChannel raw = rawPeer()) {
            raw.write(
                    ByteBuffer.allocate(4).putInt(MessageCodec.FRAME_LIMIT + 1).flip());

            await().untilAsserted(() -> assertThat(atHost.closed).hasSize(1));
            assertThat(atHost.messages).isEmpty();
        }
    }

    @Test
    void aNegativeLengthAndGarbageCloseTheLink() throws IOException {
        Heard atHost = new Heard();
        try (HostLinkListener _ = listen(atHost)) {
            for (byte[] junk : List.of(
                    new byte[] {-1, -1, -1, -1},
                    new byte[] {0, 0, 0, 0},
                    frameOf("not json"),
                    frameOf("{\"type\":\"UNHEARD_OF\"}"),
                    frameOf("{\"type\":\"STOP\",\"drainSeconds\":1,\"more\":2}"),
                    frameOf("{\"drainSeconds\":1}"))) {
                int before = atHost.closed.size();
                try (SocketChannel raw = rawPeer()) {
                    raw.write(ByteBuffer.wrap(junk));
                    await().untilAsserted(() -> assertThat(atHost.closed).hasSize(before + 1));
                }
            }
            assertThat(atHost.messages).isEmpty();
        }
    }

    private static byte[] frameOf(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    @Test
    void aPeerThatGoesAwayWithinAFrameIsNoticed() throws IOException {
        Heard atHost = new Heard();
        try (HostLinkListener host = listen(atHost)) {
            try (SocketChannel raw = rawPeer()) {
                raw.write(ByteBuffer.allocate(6).putInt(100).putShort((short) 1).flip());
            }

            await().untilAsserted(() -> assertThat(atHost.closed).hasSize(1));
            assertThat(host.link()).isEmpty();
        }
    }

    @Test
    void aPeerThatDoesNotReadIsGivenUpInsteadOfWaitedFor() throws IOException {
        Heard atHost = new Heard();
        try (HostLinkListener host = listen(atHost);
                SocketChannel deaf = rawPeer()) {
            await().until(() -> host.link().isPresent());
            HostLink link = host.link().orElseThrow();
            Message large = new Message.Reports(List.of(
                    new EntryReport.Rejected(new LoadBalancerId(1), 1, Failure.Code.HOST_ERROR, "x".repeat(1 << 20))));

            int sent = 0;
            while (link.send(large)) {
                sent++;
            }

            assertThat(sent).isLessThan(HostLink.OUTBOUND_LIMIT / (1 << 20) + 8);
            assertThat(link.isOpen()).isFalse();
            assertThat(deaf.isOpen()).isTrue();
        }
    }

    @Test
    void aNewerControlProcessReplacesTheOlder() throws IOException {
        Heard older = new Heard();
        Heard newer = new Heard();
        try (HostLinkListener _ = listen(new Heard());
                HostLink first = HostLinkDialer.dial(socket(), older)) {
            await().until(() -> older.messages.size() == 1);
            try (HostLink second = HostLinkDialer.dial(socket(), newer)) {
                await().until(() -> newer.messages.size() == 1);

                await().untilAsserted(() -> assertThat(older.closed).hasSize(1));
                assertThat(first.isOpen()).isFalse();
                assertThat(second.isOpen()).isTrue();
            }
        }
    }

    @Test
    void aReceiverThatThrowsLosesItsLinkAndTheHostGoesOn() throws IOException {
        Heard control = new Heard();
        HostLink.Receiver throwing = new HostLink.Receiver() {
            @Override
            public void received(HostLink link, Message message) {
                throw new IllegalStateException("by intent");
            }

            @Override
            public void closed(HostLink link) {}
        };
        try (HostLinkListener _ = listen(throwing);
                HostLink first = HostLinkDialer.dial(socket(), new Heard())) {
            first.send(PUBLISH);
            await().until(() -> !first.isOpen());

            try (HostLink _ = HostLinkDialer.dial(socket(), control)) {
                await().untilAsserted(() -> assertThat(control.messages).containsExactly(HELLO));
            }
        }
    }

    @Test
    void onlyTheOwnerMayUseTheSocket() throws IOException {
        try (HostLinkListener _ = listen(new Heard())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aSecondHostIsRefusedWhileTheFirstLives() throws IOException {
        try (HostLinkListener _ = listen(new Heard())) {
            assertThatThrownBy(() -> listen(new Heard()))
                    .isInstanceOf(HostBusyException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            Heard control = new Heard();
            try (HostLink _ = HostLinkDialer.dial(socket(), control)) {
                await().untilAsserted(() -> assertThat(control.messages).containsExactly(HELLO));
            }
        }
    }

    @Test
    void aDeadProcessesSocketFileIsTakenOver() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();

        Heard control = new Heard();
        try (HostLinkListener _ = listen(new Heard());
                HostLink _ = HostLinkDialer.dial(socket(), control)) {
            await().untilAsserted(() -> assertThat(control.messages).containsExactly(HELLO));
        }
    }

    @Test
    void nobodyThereIsSaidAtOnce() {
        assertThatThrownBy(() -> HostLinkDialer.dial(socket(), new Heard())).isInstanceOf(IOException.class);
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithTheReason() {
        Path deep = directory.resolve("d".repeat(HostLinkListener.PATH_LIMIT));

        assertThatThrownBy(() -> HostLinkListener.listen(deep, () -> HELLO, new Heard()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shorter data directory");
    }

    private Path socket() {
        return directory.resolve("proxy.sock");
    }

    private HostLinkListener listen(HostLink.Receiver receiver) throws IOException {
        return HostLinkListener.listen(socket(), () -> HELLO, receiver);
    }

    private SocketChannel rawPeer() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket()));
    }

    private static final class Heard implements HostLink.Receiver {
        final List<Message> messages = new CopyOnWriteArrayList<>();
        final List<HostLink> closed = new CopyOnWriteArrayList<>();

        @Override
        public void received(HostLink link, Message message) {
            messages.add(message);
        }

        @Override
        public void closed(HostLink link) {
            closed.add(link);
        }
    }
}
