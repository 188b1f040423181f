package io.steelyard.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkScannerTest {
    private static final String WITH_EVERYTHING =
            "5;a=\"b;\\\"c\" ; d\r\nhello\r\n001 ;x\r\n \r\nA\r\n0123456789\r\n000;l=m\r\n"
                    + "X-Kept: 1\r\nContent-Length: 3\r\nx_forwarded_for: 1\r\nhost: a\r\nTrace_Id: 7\r\n\r\n";

    private final Content content = new Content();

    @Test
    void extensionsAndFieldsThatDecideSomethingAreLeftOut() {
        content.chunks(false);

        assertThat(take(WITH_EVERYTHING, Integer.MAX_VALUE))
                .isEqualTo("5\r\nhello\r\n001\r\n \r\nA\r\n0123456789\r\n000\r\nX-Kept: 1\r\nTrace_Id: 7\r\n\r\n");
        assertThat(content.isEnd()).isTrue();
    }

    @Test
    void dataCanGoOnAlone() {
        content.chunks(true);

        assertThat(take(WITH_EVERYTHING, Integer.MAX_VALUE)).isEqualTo("hello 0123456789");
        assertThat(content.isEnd()).isTrue();
    }

    @Test
    void piecesOfAnySizeGiveTheSame() {
        for (boolean dataOnly : List.of(false, true)) {
            content.chunks(dataOnly);
            String whole = take(WITH_EVERYTHING, Integer.MAX_VALUE);
            for (int size = 1; size < WITH_EVERYTHING.length(); size++) {
                content.chunks(dataOnly);

                assertThat(take(WITH_EVERYTHING, size)).as("pieces of %d", size).isEqualTo(whole);
                assertThat(content.isEnd()).isTrue();
            }
        }
    }

    @Test
    void plainChunksGoOnWithoutACopy() {
        content.chunks(false);
        Inbox inbox = new Inbox(UnpooledByteBufAllocator.DEFAULT);
        ByteBuf received = octets("5\r\nhello\r\n0\r\n\r\n");
        inbox.add(received);

        assertThat(content.take(inbox, UnpooledByteBufAllocator.DEFAULT)).isSameAs(received);
        assertThat(content.isEnd()).isTrue();
    }

    @Test
    void whatFollowsTheEndIsLeft() {
        content.chunks(false);
        Inbox inbox = new Inbox(UnpooledByteBufAllocator.DEFAULT);
        inbox.add(octets("1\r\nx\r\n0\r\n\r\nGET / HTTP/1.1"));

        content.take(inbox, UnpooledByteBufAllocator.DEFAULT);

        assertThat(inbox.octets().toString(StandardCharsets.US_ASCII)).isEqualTo("GET / HTTP/1.1");
    }

    @Test
    void randomChunksAreReadInRandomPieces() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            StringBuilder sent = new StringBuilder();
            StringBuilder data = new StringBuilder();
            for (int chunk = random.nextInt(6); chunk > 0; chunk--) {
                String block = "d".repeat(1 + random.nextInt(300));
                data.append(block);
                sent.append(Integer.toHexString(block.length())).append(random.nextBoolean() ? "" : ";x=\"\\\"\"");
                sent.append("\r\n").append(block).append("\r\n");
            }
            sent.append("0\r\n").append(random.nextBoolean() ? "" : "A: b\r\n").append("\r\n");
            content.chunks(true);

            assertThat(take(sent.toString(), 1 + random.nextInt(50)))
                    .as("round %d", round)
                    .isEqualTo(data.toString());
        }
    }

    static List<String> refused() {
        return List.of(
                "\r\n",
                " 5\r\n",
                "\t5\r\n",
                "5 \r\n",
                "5\t\r\n",
                "5\n",
                "5\r",
                "5\rx",
                "5\r\r\n",
                "0x5\r\n",
                "+5\r\n",
                "-5\r\n",
                "5h\r\n",
                "g\r\n",
                ";a\r\n",
                "5,\r\n",
                "5\"\r\n",
                "5_0\r\n",
                "5.0\r\n",
                "\u00b5\r\n",
                "5\u0000\r\n",
                "5\u000b\r\n",
                "0000000000000005\r\n",
                "10000000000000005\r\n",
                "ffffffffffffffff\r\n",
                "7fffffffffffffff\r\n",
                "5;\r\n",
                "5;;a\r\n",
                "5;a=\r\n",
                "5;a=b c\r\n",
                "5;=b\r\n",
                "5;a=\"b\r\n",
                "5;a=\"\n\"\r\n",
                "5;a=\"\r\n\"\r\n",
                "5;a=\"b\\\r\n",
                "5;a\n",
                "5;a\r",
                "5;a\r\r\n",
                "5;a\u0000\r\n",
                "5;a\u007f\r\n",
                "5; ;\r\n",
                "5;a=\"b\"c\r\n",
                "5;a b\r\n",
                "5;" + "a".repeat(300) + "\r\n",
                "5\r\nhello\n",
                "5\r\nhello\r\r\n",
                "5\r\nhelloX\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhello\rX",
                "5\r\nhello\r\n\r\n",
                "0\n\r\n",
                "0\r\n\n",
                "0\r\n\rX",
                "0\r\n X: y\r\n\r\n",
                "0\r\nX : y\r\n\r\n",
                "0\r\nX\r\n\r\n",
                "0\r\n: y\r\n\r\n",
                "0\r\nX: y\n\r\n",
                "0\r\nX: y\r\n z\r\n\r\n",
                "0\r\nX: \u0000\r\n\r\n",
                "0\r\nX: y\rZ: w\r\n\r\n",
                "0\r\nX: " + "y".repeat(9_000),
                "0\r\n" + "X: y\r\n".repeat(70));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String chunks) {
        for (int size : List.of(1, Integer.MAX_VALUE)) {
            content.chunks(false);

            // Some faults show only when another octet comes.
            assertThatThrownBy(() -> take(chunks + "X", size)).isInstanceOf(BadMessageException.class);
        }
    }

    private String take(String sent, int size) {
        Inbox inbox = new Inbox(UnpooledByteBufAllocator.DEFAULT);
        StringBuilder taken = new StringBuilder();
        for (int from = 0; from < sent.length(); from += Math.min(size, sent.length() - from)) {
            inbox.add(octets(sent.substring(from, from + Math.min(size, sent.length() - from))));
            while (!inbox.isEmpty() && !content.isEnd()) {
                ByteBuf next = content.take(inbox, UnpooledByteBufAllocator.DEFAULT);
                taken.append(next.toString(StandardCharsets.ISO_8859_1));
                next.release();
            }
        }
        inbox.clear();
        return taken.toString();
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
