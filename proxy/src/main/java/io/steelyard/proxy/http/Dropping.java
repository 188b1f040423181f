package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/** Reads and drops what a client still sends that was told why it is heard no more. */
final class Dropping extends ChannelInboundHandlerAdapter {
    private static final int MOST_OCTETS = 1 << 20;

    private final Http2Client client;
    private int dropped;

    Dropping(Http2Client client) {
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        dropped += octets.readableBytes();
        octets.release();
        if (dropped > MOST_OCTETS) {
            client.reset();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            client.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        client.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        client.reset();
    }
}
