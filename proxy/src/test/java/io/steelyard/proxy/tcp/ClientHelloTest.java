package io.steelyard.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.steelyard.proxy.tcp.ClientHello.Progress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
    private static final int LIMIT = TcpLimits.DEFAULT.clientHelloOctets();

    @Test
    void aHelloEndsWithItsLastRecordWhateverFollows() {
        byte[] real = TlsBytes.clientHello();
        ClientHello hello = new ClientHello(LIMIT);

        Progress progress = hello.scan(Unpooled.copiedBuffer(real, "early data".getBytes(StandardCharsets.US_ASCII)));

        assertThat(progress).isEqualTo(Progress.COMPLETE);
        assertThat(hello.length()).isEqualTo(real.length);
    }

    @RepeatedTest(200)
    void piecesOfTcpAndOfRecordsMakeNoDifference(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] real = TlsBytes.inRecords(TlsBytes.clientHello(), 1 + random.nextInt(100));
        ClientHello hello = new ClientHello(LIMIT);
        ByteBuf sent = Unpooled.buffer();

        for (int at = 0; at < real.length; ) {
            assertThat(hello.scan(sent)).isEqualTo(Progress.INCOMPLETE);
            int piece = Math.min(real.length - at, 1 + random.nextInt(50));
            sent.writeBytes(real, at, piece);
            at += piece;
        }

        assertThat(hello.scan(sent)).isEqualTo(Progress.COMPLETE);
        assertThat(hello.length()).isEqualTo(real.length);
    }

    @Test
    void whatIsNoTlsIsNoneAtItsFirstOctet() {
        assertThat(scan('G')).isEqualTo(Progress.NONE);
        assertThat(scan(22, 2)).isEqualTo(Progress.NONE);
    }

    @Test
    void anotherMessageThanAHelloIsNone() {
        assertThat(scan(22, 3, 1, 0, 4, 2, 0, 0, 0)).isEqualTo(Progress.NONE);
    }

    @Test
    void anEmptyRecordIsNone() {
        assertThat(scan(22, 3, 1, 0, 0)).isEqualTo(Progress.NONE);
    }

    @Test
    void aRecordThatCannotFitIsNoneBeforeItCame() {
        assertThat(scan(22, 3, 1, 0x40, 0)).isEqualTo(Progress.NONE);
    }

    @Test
    void aHelloThatIsTooLongIsNone() {
        byte[] message = new byte[LIMIT + 100];
        message[0] = 1;
        message[2] = (byte) ((message.length - 4) >> 8);
        message[3] = (byte) (message.length - 4);
        ByteBuf sent = Unpooled.buffer();
        ClientHello hello = new ClientHello(LIMIT);
        Progress progress = Progress.INCOMPLETE;

        for (byte octet : TlsBytes.inRecords(TlsBytes.record(message), 1000)) {
            sent.writeByte(octet);
            progress = hello.scan(sent);
            if (progress != Progress.INCOMPLETE) {
                break;
            }
        }

        assertThat(progress).isEqualTo(Progress.NONE);
        assertThat(sent.readableBytes()).isLessThanOrEqualTo(LIMIT);
    }

    private static Progress scan(int... octets) {
        ByteBuf sent = Unpooled.buffer();
        for (int octet : octets) {
            sent.writeByte(octet);
        }
        return new ClientHello(LIMIT).scan(sent);
    }
}
