package io.steelyard.hostlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.desired.HostDesired;
import io.steelyard.domain.loadbalancer.Failure;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.observed.BalancerFigures;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.observed.Figures;
import io.steelyard.domain.observed.Latencies;
import io.steelyard.domain.observed.NodeFailure;
import io.steelyard.domain.observed.NodeFigures;
import io.steelyard.domain.observed.NodeReport;
import io.steelyard.domain.observed.Outage;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;
import io.steelyard.domain.tls.Staple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a proxy says that an older or newer control process must understand. */
class MessageCodecTest {
    private static final LoadBalancerId BALANCER = new LoadBalancerId(3);
    private static final List<Message> MESSAGES = List.of(
            new Message.Hello(3, 42, 7, "epoll", List.of(new Message.Known(BALANCER, 9, true))),
            new Message.Publish(new HostDesired(7, true, List.of(new Entry.Absent(BALANCER, 10)))),
            new Message.Reports(List.of(
                    new EntryReport.Applied(BALANCER, 10),
                    new EntryReport.Rejected(BALANCER, 11, Failure.Code.ADDRESS_IN_USE, "It is taken."))),
            new Message.NodeReports(
                    true,
                    List.of(
                            new NodeReport(
                                    BALANCER, new NodeId(5), Optional.of(Outage.inTraffic(NodeFailure.UNAVAILABLE))),
                            new NodeReport(BALANCER, new NodeId(6), Optional.empty())),
                    Set.of(new NodeId(7))),
            new Message.TrafficReports(
                    8,
                    List.of(new TrafficReport(
                            BALANCER, 9, new Traffic(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0), Traffic.NONE))),
            new Message.TrafficKept(8),
            new Message.Staples(List.of(new Staple("c0ffee", new byte[] {1, 2, 3}, Instant.ofEpochSecond(4)))),
            new Message.Look(7, 100),
            new Message.Seen(
                    7,
                    List.of(new BalancerFigures(
                            new LoadBalancerId(1),
                            new Figures(
                                    1,
                                    2,
                                    3,
                                    4,
                                    5,
                                    List.of(1L, 2L, 3L, 4L, 5L),
                                    6,
                                    7,
                                    Map.of("NO_NODE", 8L),
                                    Latencies.NONE),
                            List.of(new NodeFigures(new NodeId(9), Figures.NONE))))),
            new Message.Stop(30));

    @Test
    void messagesAreWrittenAsTheGoldenFileSays() throws IOException {
        assertThat(MESSAGES.stream().map(MessageCodecTest::json)).containsExactlyElementsOf(golden());
    }

    @Test
    void theGoldenFileIsReadAsTheMessages() throws IOException {
        for (int i = 0; i < MESSAGES.size(); i++) {
            assertThat(read(golden().get(i))).contains(MESSAGES.get(i));
        }
    }

    private static String json(Message message) {
        ByteBuffer frame = MessageCodec.encode(message);
        return StandardCharsets.UTF_8
                .decode(frame.slice(Integer.BYTES, frame.remaining() - Integer.BYTES))
                .toString();
    }

    private static Optional<Message> read(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        byte[] frame = ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        return MessageCodec.read(Channels.newChannel(new ByteArrayInputStream(frame)));
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(MessageCodecTest.class.getResourceAsStream("v3.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
