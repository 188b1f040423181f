package io.steelyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.api.http.RequestException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class XmlReaderTest {
    private static final String XSI = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiterString = " => ",
            value = {
                "<node condition='DISABLED'/> => {\"node\":{\"condition\":\"DISABLED\"}}",
                "<node><condition>DISABLED</condition></node> => {\"node\":{\"condition\":\"DISABLED\"}}",
                "<node port='80'><condition>DISABLED</condition></node> => {\"node\":{\"port\":\"80\",\"condition\":\"DISABLED\"}}",
                "<nodes/> => {\"nodes\":{}}",
                "<nodes></nodes> => {\"nodes\":{}}",
                "<nodes><node port='1'/></nodes> => {\"nodes\":{\"node\":[{\"port\":\"1\"}]}}",
                "<nodes> <node port='1'/> <!-- two --> <node port='2'/> </nodes> => {\"nodes\":{\"node\":[{\"port\":\"1\"},{\"port\":\"2\"}]}}",
                "<a b='&lt;&#65;&amp;'><c><![CDATA[<d>]]></c></a> => {\"a\":{\"b\":\"<A&\",\"c\":\"<d>\"}}",
                "<?xml version='1.0'?><!-- x --><a/><!-- y --> => {\"a\":{}}",
                "<?xml version='1.0' encoding='utf-8' standalone='yes'?><a/> => {\"a\":{}}",
                "\uFEFF<a/> => {\"a\":{}}"
            })
    void readsAttributesAndElementsAlike(String xml, String json) {
        assertThat(read(xml)).isEqualTo(JsonMapper.shared().readTree(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a xmlns='http://docs.openstack.org/loadbalancers/api/v1.0' b='c'/>",
                "<x:a xmlns:x='http://docs.openstack.org/loadbalancers/api/v1.0' b='c'/>",
                "<x:a xmlns:x='http://docs.openstack.org/loadbalancers/api/v1.0' x:b='c'/>",
                "<a xmlns:unused='urn:other' b='c'/>",
                "<a " + XSI + " xsi:schemaLocation='http://docs.openstack.org/loadbalancers/api/v1.0 x.xsd' b='c'/>",
                "<a b='c'/>"
            })
    void takesOurNamespaceOrNone(String xml) {
        assertThat(read(xml).at("/a/b").stringValue()).isEqualTo("c");
    }

    @Test
    void takesNilForNull() {
        assertThat(read("<a " + XSI + "><b xsi:nil='true'/></a>").at("/a/b").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiterString = " => ",
            value = {
                "|| => body is empty",
                "|  | => body is empty",
                "{} => not well-formed XML",
                "<a> => not well-formed XML",
                "<a/><b/> => not well-formed XML",
                "<a></b> => not well-formed XML",
                "<a/>x => not well-formed XML",
                "<a b='1' b='2'/> => attribute b is given twice",
                "<a><![CDATA[</a> => not well-formed XML",
                "<a b='<'/> => not well-formed XML",
                "<x:a/> => not well-formed XML",
                "<a>&#0;</a> => not well-formed XML",
                "<a xmlns='urn:other'/> => namespace of a must be http://docs.openstack.org",
                "<a><b xmlns='http://docs.openstack.org/loadbalancers/api/v1.1'/></a> => namespace of b must be",
                "<a xmlns:x='urn:other' x:b='c'/> => namespace of b must be",
                "<a xml:lang='en'/> => namespace of lang must be",
                "<a>text<b/></a> => attributes or elements, or text",
                "<a b='c'>text</a> => attributes or elements, or text",
                "<?go?><a/> => processing instruction",
                "<a><?go?></a> => processing instruction",
                "<!DOCTYPE a><a/> => DOCTYPE",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a> => DOCTYPE",
                "<a>&b;</a> => The body",
                "<a b='&c;'/> => The body",
                "<?xml version='1.1'?><a/> => XML 1.0 in UTF-8",
                "<?xml version='1.0' encoding='UTF-16'?><a/> => XML 1.0 in UTF-8",
                "<?xml version='1.0' encoding='ISO-8859-1'?><a/> => XML 1.0 in UTF-8"
            })
    void refusesWhatItDoesNotRead(String xml, String because) {
        assertThatThrownBy(() -> read(xml == null ? "" : xml))
                .isInstanceOfSatisfying(RequestException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.sentence()).contains(because == null ? "" : because);
                    assertThat(refused.sentence()).doesNotContain("Exception", "ParseError", "\n");
                });
    }

    @Test
    void saysWhere() {
        assertThatThrownBy(() -> read("<a>\n  <b></a>")).hasMessageContaining("line 2, column");
        assertThatThrownBy(() -> read("<a>\n  <?b?></a>")).hasMessageContaining("line 2, column");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatThrownBy(() -> XmlReader.read(new byte[] {'<', 'a', '>', (byte) 0xC3, '(', '<', '/', 'a', '>'}))
                .hasMessage("The body is not UTF-8.");
        assertThatThrownBy(() -> XmlReader.read("<a/>".getBytes(StandardCharsets.UTF_16)))
                .hasMessage("The body is not UTF-8.");
    }

    @Test
    void readsToTheDepthThatIsAllowedAndNoFurther() {
        assertThat(read(nested(XmlReader.MAX_DEPTH)).isObject()).isTrue();
        assertThatThrownBy(() -> read(nested(XmlReader.MAX_DEPTH + 1))).hasMessageContaining("deeper than 32");
        assertThatThrownBy(() -> read("<a>".repeat(20_000))).hasMessageContaining("deeper than 32");
    }

    @Test
    void readsAsManyAttributesAsAreAllowedAndNoMore() {
        assertThat(read(wide(XmlReader.MAX_ATTRIBUTES)).path("a").size()).isEqualTo(XmlReader.MAX_ATTRIBUTES);
        assertThatThrownBy(() -> read(wide(XmlReader.MAX_ATTRIBUTES + 1))).hasMessageContaining("more than 64");
        assertThatThrownBy(() -> read(wide(5_000))).isInstanceOf(RequestException.class);
    }

    @Test
    void namesWhatIsGivenTwiceTogetherWithWhatElseIsWrong() {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(
                read("<lb name='a' port='x'><name>b</name><nodes><node/></nodes><nodes><node/></nodes></lb>"),
                "lb",
                violations);

        in.text("name", text -> true, "a text");
        in.number("port", port -> true, "a number");
        in.list("nodes", "node");

        assertThat(violations)
                .containsExactly(
                        new Violation("name", Rule.DUPLICATE, "given once"),
                        new Violation("port", Rule.WRONG_TYPE, "a number"),
                        new Violation("nodes", Rule.DUPLICATE, "given once"));
    }

    @Test
    void opensNoConnectionForAnExternalEntity() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + listener.getLocalPort() + "/x";
            for (String body : List.of(
                    "<!DOCTYPE a SYSTEM '" + url + "'><a/>",
                    "<!DOCTYPE a [<!ENTITY b SYSTEM '" + url + "'>]><a>&b;</a>",
                    "<!DOCTYPE a [<!ENTITY % b SYSTEM '" + url + "'> %b;]><a/>")) {
                assertThatThrownBy(() -> read(body)).hasMessageContaining("DOCTYPE");
            }

            listener.setSoTimeout(1);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static String nested(int depth) {
        return "<a>".repeat(depth) + "</a>".repeat(depth);
    }

    private static String wide(int attributes) {
        StringBuilder xml = new StringBuilder("<a");
        for (int i = 0; i < attributes; i++) {
            xml.append(" b").append(i).append("='c'");
        }
        return xml.append("/>").toString();
    }

    private static JsonNode read(String xml) {
        return XmlReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }
}
