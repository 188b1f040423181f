package io.steelyard.domain.classic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTargetTest {
    @ParameterizedTest
    @CsvSource({"TCP:80, TCP:80", "ssl:443, SSL:443", "http:8080/a?b=c, HTTP:8080/a?b=c", "HTTPS:65535/, HTTPS:65535/"})
    void aTargetIsReadInAnyCaseAndWrittenInOne(String given, String written) {
        assertThat(HealthTarget.parse(given)).map(HealthTarget::toString).contains(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TCP",
                "TCP:0",
                "TCP:65536",
                "TCP:80/path",
                "HTTP:80",
                "HTTP:80/a b",
                "ICMP:80",
                "HTTP:80path"
            })
    void anythingElseIsNone(String given) {
        assertThat(HealthTarget.parse(given)).isEmpty();
    }
}
