package io.steelyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTextTest {
    @Test
    void plainTextStaysAsItIs() {
        assertThat(written("my-lb 10.1.1.1:80 ~!'")).isEqualTo("my-lb 10.1.1.1:80 ~!'");
        assertThat(written("")).isEmpty();
    }

    @Test
    void whatMarkupIsMadeOfIsEscapedWhereverItStands() {
        assertThat(written("<a b=\"c\">&")).isEqualTo("&lt;a b=&quot;c&quot;&gt;&amp;");
        assertThat(written("plain <")).isEqualTo("plain &lt;");
        assertThat(written("a\tb\r\n")).isEqualTo("a&#9;b&#13;&#10;");
    }

    @Test
    void otherLettersStayAndWhatXmlMayNotHaveIsReplaced() {
        assertThat(written("Zürich 😀")).isEqualTo("Zürich 😀");
        assertThat(written("a\u0000b\uD800c\uFFFE")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    }

    private static String written(String text) {
        StringBuilder out = new StringBuilder();
        XmlText.append(out, text);
        return out.toString();
    }
}
