package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Settings;

/** Counts a peer's frames that belong to no request, whichever side of the proxy it is on: floods are made of them. */
abstract class CountedFrames extends Http2FrameAdapter {
    /** What the peer may still do. */
    abstract Calm calm();

    /** It did too much, where Netty takes no exception for it. */
    abstract void flooded(Http2Exception flood);

    @Override
    public void onPriorityRead(ChannelHandlerContext context, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        calm().frame();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        calm().frame();
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        calm().frame();
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        calm().frame();
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int id, int more) throws Http2Exception {
        calm().frame();
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf payload) {
        try {
            calm().frame();
        } catch (Http2Exception flood) {
            flooded(flood);
        }
    }
}
