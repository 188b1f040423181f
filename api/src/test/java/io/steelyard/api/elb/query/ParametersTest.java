package io.steelyard.api.elb.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void listsComeByTheirNumbersWhateverTheirOrder() {
        Parameters in = Parameters.of("Names.member.10=c&Names.member.2=b", "Names.member.1=a%20%2B&Other=x");

        assertThat(in.list("Names")).containsExactly("a +", "b", "c");
        assertThat(in.list("Others")).isEmpty();
    }

    @Test
    void itemsHavePartsOfTheirOwn() {
        Parameters in = Parameters.of("Tags.member.1.Key=a&Tags.member.1.Value=&Tags.member.2.Key=b");

        assertThat(in.items("Tags").stream().map(item -> item.require("Key"))).containsExactly("a", "b");
        assertThat(in.items("Tags").getFirst().text("Value")).isEmpty();
    }

    @Test
    void anEmptyListIsThereWithoutItems() {
        Parameters in = Parameters.of("PolicyNames=&A.B=c");

        assertThat(in.names("PolicyNames")).isTrue();
        assertThat(in.names("A")).isTrue();
        assertThat(in.names("Pol")).isFalse();
        assertThat(in.list("PolicyNames")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 11})
    void listsMayBeginAnywhereAndHaveGaps(int number) {
        Parameters in = Parameters.of("Names.member.999999999=last&Names.member." + number + "=first");

        assertThat(in.list("Names")).containsExactly("first", "last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Names=a",
                "Names.1=a",
                "Names.member=a",
                "Names.member.=a",
                "Names.member.x=a",
                "Names.member.-1=a",
                "Names.member.01=a",
                "Names.member.1=a&Names.member.9999999999=b"
            })
    void whatIsMeantToBeAListAndIsWrittenOtherwiseIsRefused(String form) {
        Parameters in = Parameters.of(form);

        assertThatThrownBy(() -> in.list("Names"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("Names.member.1");
        assertThatThrownBy(() -> in.items("Names")).isInstanceOf(QueryException.class);
    }

    @Test
    void partsOfOneNameAreNoneOfAnotherThatBeginsWithIt() {
        Parameters in = Parameters.of("Names-Too.member.x=a&NamesToo=b&Names.member.1=c");

        assertThat(in.list("Names")).containsExactly("c");
        assertThat(in.names("Name")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "+5", "%2B5", "%205", "٥", "x", "1.5", "99999999999999999999"})
    void aNumberOutOfItsRangeIsRefusedByName(String number) {
        assertThatThrownBy(() -> Parameters.of("Interval=" + number).number("Interval", 1, 10))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("Interval");
    }

    @Test
    void whatIsNoFormIsRefused() {
        assertThatThrownBy(() -> Parameters.of("a=%zz")).isInstanceOf(QueryException.class);
        assertThatThrownBy(() -> Parameters.of("a=b").require("c")).hasMessageContaining("c is required");
        assertThatThrownBy(() -> Parameters.of("a=yes").truth("a")).hasMessageContaining("true or false");
    }
}
