package io.steelyard.proxy.ftp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Cuts what is read into lines, each with its line feed. */
abstract class LineHandler extends ChannelInboundHandlerAdapter {
    /** Paths of 4,096 octets fit. */
    static final int LONGEST_LINE = 8 << 10;

    private ByteBuf partial = Unpooled.EMPTY_BUFFER;

    /**
     * A whole line, to be passed on or released.
     *
     * @throws FtpException when the connection cannot go on
     */
    abstract void line(ChannelHandlerContext context, ByteBuf line) throws FtpException;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws FtpException {
        ByteBuf bytes = append(context, (ByteBuf) message);
        partial = Unpooled.EMPTY_BUFFER;
        try {
            for (int feed = bytes.bytesBefore((byte) '\n'); feed >= 0; feed = bytes.bytesBefore((byte) '\n')) {
                line(context, bytes.readRetainedSlice(feed + 1));
            }
            if (bytes.readableBytes() > LONGEST_LINE) {
                throw new FtpException("a line of more than " + LONGEST_LINE + " octets");
            }
            partial = bytes.readBytes(bytes.readableBytes());
        } finally {
            bytes.release();
        }
    }

    private ByteBuf append(ChannelHandlerContext context, ByteBuf bytes) {
        if (!partial.isReadable()) {
            partial.release();
            return bytes;
        }
        return context.alloc().compositeBuffer(2).addComponents(true, partial, bytes);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        partial.release();
        partial = Unpooled.EMPTY_BUFFER;
    }
}
