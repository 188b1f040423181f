package io.steelyard.store.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecodedTextsTest {
    private final List<String> decoded = new ArrayList<>();
    private final DecodedTexts<Integer> texts = new DecodedTexts<>(4, text -> {
        decoded.add(text);
        return Integer.valueOf(text);
    });

    @Test
    void aTextIsDecodedOnce() {
        assertThat(texts.of("12")).isEqualTo(12);
        assertThat(texts.of(new String("12"))).isEqualTo(12);

        assertThat(decoded).containsExactly("12");
    }

    @Test
    void whatWasWantedLongestAgoMakesRoom() {
        texts.of("12");
        texts.of("34");
        texts.of("12");

        texts.of("56");

        decoded.clear();
        texts.of("12");
        texts.of("56");
        assertThat(decoded).isEmpty();
        texts.of("34");
        assertThat(decoded).containsExactly("34");
    }

    @Test
    void aTextThatIsLongerThanAllMayBeIsDecodedEachTime() {
        assertThat(texts.of("12345")).isEqualTo(12_345);
        assertThat(texts.of("12345")).isEqualTo(12_345);

        assertThat(decoded).hasSize(2);
    }

    @Test
    void whatCannotBeDecodedIsNotKept() {
        assertThatThrownBy(() -> texts.of("x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> texts.of("x")).isInstanceOf(NumberFormatException.class);

        assertThat(decoded).hasSize(2);
    }
}
