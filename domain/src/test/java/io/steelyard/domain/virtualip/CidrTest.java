package io.steelyard.domain.virtualip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @Test
    void isCanonicalWhateverHostBitsWereWritten() {
        assertThat(Cidr.require("10.0.0.5/24")).isEqualTo(Cidr.require("10.0.0.0/24"));
        assertThat(Cidr.require("10.0.0.5")).hasToString("10.0.0.5/32");
    }

    @Test
    void containsTheAddressesOfItsFamilyBetweenItsBorders() {
        Cidr network = Cidr.require("127.100.0.0/16");

        assertThat(network.contains(IpAddress.require("127.100.0.0"))).isTrue();
        assertThat(network.contains(IpAddress.require("127.100.255.255"))).isTrue();
        assertThat(network.contains(IpAddress.require("127.99.255.255"))).isFalse();
        assertThat(network.contains(IpAddress.require("127.101.0.0"))).isFalse();
        assertThat(network.contains(IpAddress.require("::1"))).isFalse();
    }

    @Test
    void countsItsAddressesUpToItsEnd() {
        Cidr network = Cidr.require("10.0.0.252/30");

        assertThat(network.at(0)).contains(IpAddress.require("10.0.0.252"));
        assertThat(network.at(3)).contains(IpAddress.require("10.0.0.255"));
        assertThat(network.at(4)).isEmpty();
        assertThat(Cidr.require("fd00::/64").at(65536)).contains(IpAddress.require("fd00::1:0"));
    }

    @Test
    void anIpv4MappedNetworkIsTheIpv4OneThatItMeans() {
        assertThat(Cidr.require("::ffff:10.0.0.5/120")).isEqualTo(Cidr.require("10.0.0.0/24"));
        assertThat(Cidr.require("::ffff:10.0.0.5")).isEqualTo(Cidr.require("10.0.0.5/32"));
        assertThat(Cidr.parse("::ffff:10.0.0.5/95")).isEmpty();
        assertThat(Cidr.parse("::ffff:10.0.0.5/129")).isEmpty();
    }

    @Test
    void knowsWhetherItIsASingleAddress() {
        assertThat(Cidr.require("10.0.0.5").isSingle()).isTrue();
        assertThat(Cidr.require("::1/128").isSingle()).isTrue();
        assertThat(Cidr.require("10.0.0.5/31").isSingle()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "::/129", "net/8"})
    void refusesWhatIsNoNetwork(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }
}
