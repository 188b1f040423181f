package io.steelyard.proxy;

import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.proxy.http.HeadLimits;
import io.steelyard.proxy.http.Http2Limits;
import io.steelyard.proxy.http.HttpLimits;
import io.steelyard.proxy.http.Pace;
import io.steelyard.proxy.proxyprotocol.Carriers;
import io.steelyard.proxy.tcp.TcpLimits;
import io.steelyard.proxy.tls.TlsLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What clients may take.
 *
 * @param headTime for the head of a request
 * @param requests of one HTTP connection; 0 for any number
 * @param http2 of those who speak it
 * @param webSocketIdle how long a connection that left HTTP may carry nothing
 * @param handshakeTime for TLS
 * @param clientHelloOctets of a TLS hello that is held for more than one node
 * @param perListener clients of one address and port; 0 for as many as the balancer may have
 * @param carriers who says whose connections theirs are
 */
public record ClientLimits(
        Duration headTime,
        HeadLimits head,
        Pace pace,
        int requests,
        Http2Limits http2,
        Duration webSocketIdle,
        Duration handshakeTime,
        int clientHelloOctets,
        int perListener,
        List<Cidr> carriers) {
    public static final ClientLimits DEFAULT = new ClientLimits(
            HttpLimits.DEFAULT.headTime(),
            HeadLimits.DEFAULT,
            Pace.DEFAULT,
            HttpLimits.DEFAULT.requests(),
            Http2Limits.DEFAULT,
            HttpLimits.DEFAULT.webSocketIdle(),
            TlsLimits.DEFAULT.handshakeTime(),
            TcpLimits.DEFAULT.clientHelloOctets(),
            0,
            List.of());

    static final String USAGE = """
                         [--head-time SECONDS] [--head-size OCTETS] [--request-line-size OCTETS] [--head-fields N]
                         [--min-body-rate OCTETS] [--min-read-rate OCTETS] [--requests-per-connection N]
                         [--http2-streams N] [--http2-resets N] [--http2-frames N]
                         [--http2-stream-window OCTETS] [--http2-connection-window OCTETS]
                         [--websocket-idle SECONDS] [--handshake-time SECONDS] [--client-hello-size OCTETS]
                         [--listener-connections N] [--proxy-protocol-from CIDR,…]
            """.stripTrailing();

    private static final int MOST_OCTETS = 1 << 20;
    private static final int MOST_STREAMS = 100_000;
    private static final int MOST_WINDOW = 1 << 24;

    static ClientLimits of(Flags flags) {
        return new ClientLimits(
                flags.seconds("--head-time", DEFAULT.headTime),
                head(flags, DEFAULT.head),
                pace(flags, DEFAULT.pace),
                flags.count("--requests-per-connection", DEFAULT.requests, Integer.MAX_VALUE),
                http2(flags, DEFAULT.http2),
                flags.seconds("--websocket-idle", DEFAULT.webSocketIdle),
                flags.seconds("--handshake-time", DEFAULT.handshakeTime),
                flags.count("--client-hello-size", DEFAULT.clientHelloOctets, MOST_OCTETS),
                flags.count("--listener-connections", DEFAULT.perListener, Integer.MAX_VALUE),
                Optional.ofNullable(flags.take("--proxy-protocol-from"))
                        .map(ClientLimits::networks)
                        .orElse(DEFAULT.carriers));
    }

    private static HeadLimits head(Flags flags, HeadLimits defaults) {
        return new HeadLimits(
                flags.count("--head-size", defaults.octets(), MOST_OCTETS),
                flags.count("--request-line-size", defaults.requestLineOctets(), MOST_OCTETS),
                flags.count("--head-fields", defaults.fields(), MOST_OCTETS));
    }

    private static Pace pace(Flags flags, Pace defaults) {
        return new Pace(
                flags.count("--min-body-rate", defaults.content(), MOST_OCTETS),
                flags.count("--min-read-rate", defaults.answers(), MOST_OCTETS),
                defaults.window());
    }

    private static Http2Limits http2(Flags flags, Http2Limits defaults) {
        return new Http2Limits(
                flags.count("--http2-streams", defaults.streams(), MOST_STREAMS),
                flags.count("--http2-resets", defaults.resets(), MOST_STREAMS),
                flags.count("--http2-frames", defaults.framesPerSecond(), MOST_OCTETS),
                flags.count("--http2-stream-window", defaults.streamWindow(), MOST_WINDOW),
                flags.count("--http2-connection-window", defaults.connectionWindow(), MOST_WINDOW));
    }

    private static List<Cidr> networks(String text) {
        return Arrays.stream(text.split(",", -1)).map(Cidr::require).toList();
    }

    /** @param clientIdle how long a client may be silent */
    HttpLimits http(Duration clientIdle) {
        return HttpLimits.DEFAULT
                .withClientIdle(clientIdle)
                .withHeadTime(headTime)
                .withHead(head)
                .withPace(pace)
                .withRequests(requests)
                .withHttp2(http2)
                .withWebSocketIdle(webSocketIdle);
    }

    Carriers carriersAtWork() {
        return new Carriers(carriers, headTime);
    }
}
