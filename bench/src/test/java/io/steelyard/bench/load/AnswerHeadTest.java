package io.steelyard.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHeadTest {
    @Test
    void readsStatusAndLength() throws Exception {
        AnswerHead head = AnswerHead.read(bytes("HTTP/1.1 503 No\r\nContent-length:  7\r\n\r\nsor"));

        assertThat(head).isEqualTo(new AnswerHead(503, 46));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "SSH-2\r\ncontent-length: 1\r\n\r\n"
            })
    void readsNothingElse(String other) {
        assertThatThrownBy(() -> AnswerHead.read(bytes(other))).isInstanceOf(IOException.class);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
