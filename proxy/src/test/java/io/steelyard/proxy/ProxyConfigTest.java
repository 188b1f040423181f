package io.steelyard.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.PortRange;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.proxy.accesslog.AccessLogLimits;
import io.steelyard.proxy.http.HeadLimits;
import io.steelyard.proxy.http.Http2Limits;
import io.steelyard.proxy.http.Pace;
import io.steelyard.proxy.transport.Transport;
import io.steelyard.proxy.upstream.HealthLimits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyConfigTest {
    @Test
    void theSocketAloneGivesTheDefaults() {
        assertThat(ProxyConfig.parse("--socket", "/s")).isEqualTo(ProxyConfig.at(Path.of("/s")));
        assertThat(ProxyConfig.at(Path.of("/s")).orphanLimit()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void everyFlagIsRead() {
        assertThat(ProxyConfig.parse(
                        "--loops",
                        "3",
                        "--orphan-limit",
                        "5",
                        "--client-idle",
                        "6",
                        "--drain-limit",
                        "7",
                        "--transport",
                        "io_uring",
                        "--balancer-connections",
                        "8",
                        "--offline-time",
                        "9",
                        "--probe-interval",
                        "10",
                        "--quiet-time",
                        "11",
                        "--ftp-data-ports",
                        "12-13",
                        "--log-period",
                        "300",
                        "--log-quota",
                        "1048576",
                        "--vip-interface",
                        "eth1",
                        "--name-servers",
                        "127.0.0.1:5353,[::1]:53",
                        "--splice-pipes",
                        "0",
                        "--take-over",
                        "14",
                        "--socket",
                        "/s"))
                .isEqualTo(new ProxyConfig(
                        Path.of("/s"),
                        Duration.ofSeconds(5),
                        3,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Optional.of(Transport.IO_URING),
                        Optional.of(8),
                        new PortRange(new Port(12), new Port(13)),
                        Optional.of("eth1"),
                        List.of(new InetSocketAddress("127.0.0.1", 5353), new InetSocketAddress("::1", 53)),
                        new HealthLimits(
                                3,
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(11),
                                Duration.ofSeconds(4),
                                64),
                        AccessLogLimits.DEFAULT
                                .withPeriod(Duration.ofMinutes(5))
                                .withBalancerOctets(1 << 20),
                        ClientLimits.DEFAULT,
                        0,
                        Optional.of(Duration.ofSeconds(14))));
    }

    @Test
    void everyLimitOfClientsIsRead() {
        String line = "--socket /s --head-time 1 --head-size 2 --request-line-size 3 --head-fields 4 --min-body-rate 5"
                + " --min-read-rate 6 --requests-per-connection 7 --websocket-idle 8 --handshake-time 9"
                + " --http2-streams 12 --http2-resets 13 --http2-frames 14 --http2-stream-window 15"
                + " --http2-connection-window 16"
                + " --client-hello-size 10 --listener-connections 11 --proxy-protocol-from 127.0.0.1,fd00::/8";

        assertThat(ProxyConfig.parse(line.split(" ")).clients())
                .isEqualTo(new ClientLimits(
                        Duration.ofSeconds(1),
                        new HeadLimits(2, 3, 4),
                        new Pace(5, 6, Pace.DEFAULT.window()),
                        7,
                        new Http2Limits(12, 13, 14, 15, 16),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9),
                        10,
                        11,
                        List.of(Cidr.require("127.0.0.1/32"), Cidr.require("fd00::/8"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--loops 2",
                "--socket",
                "--socket /s --loops",
                "--socket /s --loops 0",
                "--socket /s --loops two",
                "--socket /s --orphan-limit -1",
                "--socket /s --transport carrier-pigeon",
                "--socket /s --socket /t",
                "--socket /s --head-size -1",
                "--socket /s --head-size large",
                "--socket /s --proxy-protocol-from home",
                "--socket /s --speed 11"
            })
    void whatCannotBeMeantIsRefused(String line) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");

        assertThatThrownBy(() -> ProxyConfig.parse(args)).isInstanceOf(IllegalArgumentException.class);
    }
}
