package io.steelyard.proxy.ftp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a client says: commands go to the node but those that cannot work through a balancer. */
final class CommandLines extends LineHandler {
    private static final int TELNET_COMMAND = 0xFF;
    private static final int LONGEST_VERB = 4;

    private final FtpSession session;

    CommandLines(FtpSession session) {
        this.session = session;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        session.opened(context.channel());
    }

    @Override
    void line(ChannelHandlerContext context, ByteBuf line) throws FtpException {
        String verb = verb(line);
        Optional<String> refusal = refusal(verb);
        if (refusal.isPresent()) {
            line.release();
            session.answer(refusal.get());
            return;
        }
        try {
            session.sent();
        } catch (FtpException tooMany) {
            line.release();
            throw tooMany;
        }
        context.fireChannelRead(forNode(verb, line, context));
    }

    /** Up to the first character that is no letter; Telnet's interrupts before ABOR are skipped (RFC 959, page 35). */
    private static String verb(ByteBuf line) {
        int at = line.readerIndex();
        while (at + 1 < line.writerIndex() && line.getUnsignedByte(at) == TELNET_COMMAND) {
            at += 2;
        }
        int end = at;
        while (end < line.writerIndex() && end - at <= LONGEST_VERB && Character.isLetter(line.getByte(end))) {
            end++;
        }
        return line.toString(at, end - at, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
    }

    private Optional<String> refusal(String verb) {
        return switch (verb) {
            case "PORT", "EPRT", "LPRT" -> Optional.of("502 Active mode does not work here: use EPSV or PASV.\r\n");
            case "LPSV", "SPSV", "CPSV" -> Optional.of("502 Not implemented: use EPSV or PASV.\r\n");
            case "AUTH" -> Optional.of("534 TLS would hide the data ports from the load balancer.\r\n");
            case "PASV" -> session.clientHasIpv4() ? Optional.empty() : Optional.of("425 Use EPSV over IPv6.\r\n");
            default -> Optional.empty();
        };
    }

    /** A node may be reached by another version of IP than its clients reach us. */
    private ByteBuf forNode(String verb, ByteBuf line, ChannelHandlerContext context) {
        if (verb.equals("PASV") || verb.equals("EPSV")) {
            session.asked(verb.equals("EPSV"));
        }
        boolean namesVersion = verb.equals("EPSV") && endsInDigit(line);
        boolean needsExtended = verb.equals("PASV") && !session.nodeHasIpv4();
        if (!namesVersion && !needsExtended) {
            return line;
        }
        line.release();
        return ByteBufUtil.writeAscii(context.alloc(), "EPSV\r\n");
    }

    private static boolean endsInDigit(ByteBuf line) {
        String text = line.toString(StandardCharsets.US_ASCII).strip();
        return Character.isDigit(text.charAt(text.length() - 1));
    }
}
