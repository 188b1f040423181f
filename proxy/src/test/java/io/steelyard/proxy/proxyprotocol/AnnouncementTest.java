package io.steelyard.proxy.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnnouncementTest {
    @ParameterizedTest
    @CsvSource({
        "V1, 192.0.2.7, 198.51.100.1, TCP4, 192.0.2.7, 198.51.100.1",
        "V2, 192.0.2.7, 198.51.100.1, TCP4, 192.0.2.7, 198.51.100.1",
        "V1, 2001:db8::7, 2001:db8::1, TCP6, 2001:db8:0:0:0:0:0:7, 2001:db8:0:0:0:0:0:1",
        "V2, 2001:db8::7, 2001:db8::1, TCP6, 2001:db8:0:0:0:0:0:7, 2001:db8:0:0:0:0:0:1",
        "V1, 2001:db8::7, 198.51.100.1, TCP6, 2001:db8:0:0:0:0:0:7, ::ffff:198.51.100.1",
        "V2, 192.0.2.7, 2001:db8::1, TCP6, 0:0:0:0:0:ffff:c000:207, 2001:db8:0:0:0:0:0:1",
    })
    void saysWhoseConnectionItIs(
            Announcement version, String client, String local, String protocol, String source, String destination) {
        HAProxyMessage read =
                read(version.of(new InetSocketAddress(client, 51_234), new InetSocketAddress(local, 60_000)));

        assertThat(read.proxiedProtocol()).hasToString(protocol);
        assertThat(read.sourceAddress()).isEqualTo(source);
        assertThat(read.destinationAddress()).isEqualTo(destination);
        assertThat(read.sourcePort()).isEqualTo(51_234);
        assertThat(read.destinationPort()).isEqualTo(60_000);
        read.release();
    }

    @ParameterizedTest
    @EnumSource
    void ofOurselvesSaysNobody(Announcement version) {
        HAProxyMessage read = read(version.ofOurselves());

        assertThat(read.sourceAddress()).isNull();
        assertThat(read.command()).isEqualTo(version == Announcement.V1 ? HAProxyCommand.PROXY : HAProxyCommand.LOCAL);
        read.release();
    }

    /** As another implementation reads it, with what follows left alone. */
    private static HAProxyMessage read(byte[] header) {
        EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder());
        channel.writeInbound(Unpooled.wrappedBuffer(header, "next".getBytes(StandardCharsets.US_ASCII)));
        HAProxyMessage read = channel.readInbound();
        ByteBuf rest = channel.readInbound();
        assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo("next");
        rest.release();
        return read;
    }
}
