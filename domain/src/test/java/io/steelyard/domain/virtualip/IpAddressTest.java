package io.steelyard.domain.virtualip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,           127.0.0.1",
        "255.255.255.255,     255.255.255.255",
        "::1,                 0000:0000:0000:0000:0000:0000:0000:0001",
        "2001:4801:7901::3,   2001:4801:7901:0000:0000:0000:0000:0003",
        "::ffff:10.0.0.1,     10.0.0.1",
        "::FFFF:a00:1,        10.0.0.1"
    })
    void readsLiteralsAndWritesThemInOneForm(String text, String canonical) {
        assertThat(IpAddress.require(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "0x7f.0.0.1", "127.1", "2130706433", "1.2.3.4 ",
                "localhost", "example.com", ":", ":::", "12345::", "fe80::1%eth0", "[::1]", "1.2.3.-4", "١.2.3.4"
            })
    void refusesWhatIsNoLiteralAndNeverAsksAResolver(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void knowsTheAddressesThatAreNoSingleHost() {
        assertThat(IpAddress.require("0.0.0.0").isUnspecified()).isTrue();
        assertThat(IpAddress.require("::").isUnspecified()).isTrue();
        assertThat(IpAddress.require("0.1.2.3").isBroadcast()).isTrue();
        assertThat(IpAddress.require("255.255.255.255").isBroadcast()).isTrue();
        assertThat(IpAddress.require("224.0.0.1").isMulticast()).isTrue();
        assertThat(IpAddress.require("169.254.169.254").isLinkLocal()).isTrue();
        assertThat(IpAddress.require("::ffff:127.0.0.1").isLoopback()).isTrue();
        assertThat(IpAddress.require("10.1.1.1").isLoopback()).isFalse();
    }
}
