package io.steelyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.api.http.RequestException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{}}",
                "{} {}",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "// comment\n{}",
                "{\"a\":\"\u0001\"}"
            })
    void refusesWhatIsNotStrictlyJson(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(RequestException.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.sentence()).doesNotContain("jackson");
        });
    }

    @Test
    void readsToTheDepthThatIsAllowedAndNoFurther() {
        int limit = JsonFormat.MAX_DEPTH;

        assertThat(read("[".repeat(limit) + "]".repeat(limit)).isArray()).isTrue();
        assertThatThrownBy(() -> read("[".repeat(limit + 1) + "]".repeat(limit + 1)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("deeper than 32");
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] body = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};

        assertThatThrownBy(() -> JsonFormat.read(body)).isInstanceOf(RequestException.class);
    }

    private static JsonNode read(String body) {
        return JsonFormat.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
