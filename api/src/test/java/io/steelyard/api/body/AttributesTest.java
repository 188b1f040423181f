package io.steelyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.api.http.RequestException;
import io.steelyard.domain.refusal.Violation;
import io.steelyard.domain.refusal.Violation.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AttributesTest {
    private final List<Violation> violations = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"{\"port\":80}", "{\"port\":\"80\"}"})
    void readsNumbersQuotedOrNot(String body) {
        assertThat(of(body).number("port", n -> true, "a number")).contains(80);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.5", "\"8.5\"", "\"\"", "\" 80\"", "true", "{}", "[80]", "1e3", "\"٣\"", "99999999999999999999"
            })
    void refusesWhatIsNoWholeNumber(String value) {
        assertThat(of("{\"port\":" + value + "}").number("port", n -> true, "a number"))
                .isEmpty();
        assertThat(violations).containsExactly(new Violation("port", Rule.WRONG_TYPE, "a number"));
    }

    @Test
    void refusesANumberOutOfRange() {
        assertThat(of("{\"port\":0}").number("port", n -> n > 0, "positive")).isEmpty();
        assertThat(violations).containsExactly(new Violation("port", Rule.OUT_OF_RANGE, "positive"));
    }

    @Test
    void takesNullForAbsent() {
        Attributes in = of("{\"name\":null}");

        in.require("name");

        assertThat(in.text("name", text -> true, "a text")).isEmpty();
        assertThat(violations).containsExactly(new Violation("name", Rule.REQUIRED, "given"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nodes\":[{\"port\":1}]}",
                "{\"nodes\":{\"node\":{\"port\":1}}}",
                "{\"nodes\":{\"node\":[{\"port\":1}]}}"
            })
    void readsListsInThreeForms(String body) {
        List<Attributes> items = of(body).list("nodes", "node");

        assertThat(items).hasSize(1);
        assertThat(items.getFirst().number("port", n -> true, "a number")).contains(1);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "{\"node\":[]}", "{\"node\":null}"})
    void readsEmptyLists(String value) {
        assertThat(of("{\"nodes\":" + value + "}").list("nodes", "node")).isEmpty();
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "true", "{\"port\":1}", "{\"node\":1}", "{\"node\":{},\"port\":1}"})
    void refusesWhatIsNoList(String value) {
        assertThat(of("{\"nodes\":" + value + "}").list("nodes", "node")).isEmpty();
        assertThat(violations).containsExactly(new Violation("nodes", Rule.WRONG_TYPE, "a list of objects"));
    }

    @Test
    void namesTheItemThatIsWrong() {
        List<Attributes> items =
                of("{\"nodes\":[{\"port\":1},7,{\"port\":\"x\"}]}").list("nodes", "node");

        items.forEach(item -> item.number("port", n -> true, "a number"));

        assertThat(violations).extracting(Violation::attribute).containsExactly("nodes[1]", "nodes[2].port");
    }

    @Test
    void refusesWhatNobodyAskedFor() {
        Attributes in = of("{\"name\":\"a\",\"colour\":\"red\",\"size\":null}");

        in.text("name", text -> true, "a text");
        in.refuseOthers();

        assertThat(violations).extracting(Violation::attribute).containsExactly("colour", "size");
        assertThat(violations).extracting(Violation::rule).containsOnly(Rule.UNKNOWN_ATTRIBUTE);
    }

    @Test
    void cutsLongNamesShort() {
        of("{\"" + "x".repeat(10_000) + "\":1}").refuseOthers();

        assertThat(violations.getFirst().attribute()).hasSizeLessThan(100);
    }

    @Test
    void readsTheObjectThatABodyIsOrWraps() {
        for (String body : List.of("{\"thing\":{\"a\":\"b\"}}", "{\"a\":\"b\"}")) {
            assertThat(Attributes.unwrapped(tree(body), "thing", violations).text("a", text -> true, "a text"))
                    .contains("b");
        }
    }

    @Test
    void refusesABodyThatIsNoObject() {
        for (String body : List.of("[]", "1", "\"x\"", "null", "true")) {
            assertThatThrownBy(() -> Attributes.of(tree(body), violations)).isInstanceOf(RequestException.class);
        }
        assertThatThrownBy(() -> Attributes.of(null, violations)).isInstanceOf(RequestException.class);
    }

    private Attributes of(String body) {
        return Attributes.of(tree(body), violations);
    }

    private static JsonNode tree(String body) {
        return JsonFormat.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
