package io.steelyard.proxy.ftp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.steelyard.proxy.upstream.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.Queue;

/**
 * What a node says: replies go to the client, and where one names a data port, a port of ours takes its place. While
 * that one is being opened, what follows waits.
 */
final class ReplyLines extends LineHandler {
    private static final int CODE_LENGTH = 3;
    private static final int MOST_WAITING = 100;

    private final FtpSession session;
    private final Target node;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private boolean opening;
    /** Of the reply of several lines that is under way; empty when none is. */
    private String code = "";

    ReplyLines(FtpSession session, Target node) {
        this.session = session;
        this.node = node;
    }

    @Override
    void line(ChannelHandlerContext context, ByteBuf line) throws FtpException {
        if (!opening) {
            pass(context, line);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(line);
        } else {
            line.release();
            throw new FtpException("replies to nothing");
        }
    }

    private void pass(ChannelHandlerContext context, ByteBuf line) {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!isLast(text)) {
            context.fireChannelRead(line);
        } else if (text.startsWith("227 ") || text.startsWith("229 ")) {
            line.release();
            openData(context, DataAddress.portIn(text.strip()));
        } else {
            context.fireChannelRead(line);
            if (text.charAt(0) != '1') {
                session.replied();
            }
        }
    }

    /** Whether a reply ends with this line: a code and a blank, the code of the first line where there are several. */
    private boolean isLast(String text) {
        boolean coded =
                text.length() > CODE_LENGTH && text.chars().limit(CODE_LENGTH).allMatch(Character::isDigit);
        if (coded && code.isEmpty() && text.charAt(CODE_LENGTH) == '-') {
            code = text.substring(0, CODE_LENGTH);
        }
        boolean last = coded && text.charAt(CODE_LENGTH) == ' ' && (code.isEmpty() || text.startsWith(code));
        if (last) {
            code = "";
        }
        return last;
    }

    private void openData(ChannelHandlerContext context, OptionalInt port) {
        opening = true;
        session.openData(node, port, reply -> openedData(context, reply));
    }

    private void openedData(ChannelHandlerContext context, String reply) {
        if (context.isRemoved()) {
            return;
        }
        opening = false;
        context.fireChannelRead(ByteBufUtil.writeAscii(context.alloc(), reply));
        session.replied();
        passWaiting(context);
        context.fireChannelReadComplete();
    }

    private void passWaiting(ChannelHandlerContext context) {
        while (!opening && !waiting.isEmpty()) {
            pass(context, waiting.remove());
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        super.handlerRemoved(context);
        waiting.forEach(ByteBuf::release);
        waiting.clear();
    }
}
