package io.steelyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class XmlWriterTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String XMLNS = " xmlns=\"http://docs.openstack.org/loadbalancers/api/v1.0\"";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "node; {\"id\":7,\"on\":true,\"metadata\":[]}; <node# id=\"7\" on=\"true\"><metadata/></node>",
                "nodes; []; <nodes#/>",
                "nodes; [{\"id\":7},{\"id\":8}]; <nodes#><node id=\"7\"/><node id=\"8\"/></nodes>",
                "loadBalancer; {\"created\":{\"time\":\"now\"},\"id\":7}; <loadBalancer# id=\"7\"><created time=\"now\"/></loadBalancer>",
                "loadBalancer; {\"sourceAddresses\":{},\"name\":null}; <loadBalancer#><sourceAddresses/></loadBalancer>",
                "badRequest; {\"message\":\"m\",\"code\":400,\"validationErrors\":{\"messages\":[\"a\",\"b\"]}};"
                        + " <badRequest# code=\"400\"><message>m</message><validationErrors><message>a</message><message>b</message></validationErrors></badRequest>"
            })
    void writesValuesAsAttributesAndPartsAsElements(String root, String json, String xml) {
        assertThat(write(root, json)).isEqualTo(HEAD + xml.replace("#", XMLNS));
    }

    @Test
    void escapesWhatXmlReserves() {
        assertThat(write("a", "{\"b\":\"<&>\\\"\\n\",\"message\":\"<\\t\"}"))
                .endsWith(" b=\"&lt;&amp;&gt;&quot;&#10;\"><message>&lt;&#9;</message></a>");
    }

    @Test
    void replacesWhatXmlCannotSay() {
        assertThat(write("a", "{\"b\":\"\\u0000\\u001f\\ud800\\uffff\"}"))
                .endsWith(" b=\"" + "\uFFFD".repeat(4) + "\"/>");
    }

    @Test
    void isReadBackAsItWas() {
        Random random = new Random(20_101_111);
        for (int i = 0; i < 500; i++) {
            String text = random.ints(8, 0x20, 0x1F700)
                    .filter(character -> character < 0xD800 || character > 0xDFFF)
                    .filter(character -> character < 0xFFFE || character > 0xFFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            Representation answer = Representation.of(
                    "a", JsonMapper.shared().createObjectNode().put("b", text + "\r\n\t\"'"));

            assertThat(XmlReader.read(XmlWriter.write(answer))).isEqualTo(answer.json());
        }
    }

    @Test
    void doesNotGuessWhatTheItemsOfAListAreCalled() {
        assertThatThrownBy(() -> write("a", "{\"things\":[]}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("things");
    }

    private static String write(String root, String json) {
        Representation answer = Representation.of(root, JsonMapper.shared().readTree(json));
        return new String(XmlWriter.write(answer), StandardCharsets.UTF_8);
    }
}
