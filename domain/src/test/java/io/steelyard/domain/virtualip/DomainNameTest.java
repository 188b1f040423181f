package io.steelyard.domain.virtualip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "www.example.net, www.example.net",
        "WWW.Example.NET., www.example.net",
        "a-b.x--y.test, a-b.x--y.test",
        "1.2.3.4a, 1.2.3.4a",
        "127.0.0.1, 127.0.0.1",
        "2001:db8::1, 2001:0db8:0000:0000:0000:0000:0000:0001"
    })
    void namesAndAddressesAreReadInOneForm(String text, String form) {
        assertThat(NodeAddress.parse(text)).map(Object::toString).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "localhost",
                "database",
                "a..b",
                ".a.b",
                "-a.example",
                "a-.example",
                "a_b.example",
                "10.1.1.300",
                "010.1.1.1",
                "1.2.3",
                "a.b..",
                "höst.example",
                "a b.example",
                "a.example/",
                "[::1]",
                "::1%eth0"
            })
    void whatIsNeitherIsNothing(String text) {
        assertThat(NodeAddress.parse(text)).isEmpty();
    }

    @Test
    void labelsAndNamesHaveTheirLengths() {
        String longest = "a".repeat(63);

        assertThat(DomainName.parse(longest + ".test")).isPresent();
        assertThat(DomainName.parse(longest + "a.test")).isEmpty();
        assertThat(DomainName.parse((longest + ".").repeat(3) + "a".repeat(61))).isPresent();
        assertThat(DomainName.parse((longest + ".").repeat(3) + "a".repeat(62))).isEmpty();
    }
}
