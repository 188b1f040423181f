package io.steelyard.proxy.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.steelyard.proxy.frontend.Frontend;
import io.steelyard.proxy.loop.Loops;
import io.steelyard.proxy.tls.TlsCell;
import io.steelyard.proxy.udp.Flows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where datagrams of one address come in. */
final class DatagramEntrance extends SimpleChannelInboundHandler<DatagramPacket> implements Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramEntrance.class);

    private final Loops loops;
    private volatile @Nullable Frontend frontend;
    private @Nullable Flows flows;

    DatagramEntrance(Loops loops) {
        this.loops = loops;
    }

    @Override
    public @Nullable Frontend frontend() {
        return frontend;
    }

    /** There is no TLS over datagrams here. */
    @Override
    public void serve(Frontend next, Optional<TlsCell> tls) {
        frontend = next;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        flows = new Flows(context.channel(), loops.of(context.channel().eventLoop()));
        context.fireChannelRegistered();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        Frontend current = frontend;
        Flows known = flows;
        if (current != null && known != null) {
            known.take(current, packet.sender(), packet.content().retain());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Flows known = flows;
        if (known != null) {
            known.close();
        }
    }

    /** Such as a client's system that refuses an answer: it says nothing of the next datagram. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}", frontend, cause);
    }
}
