package io.steelyard.domain.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolTest {
    /** Section 4.14 of the 2010 specification, letter by letter. */
    @ParameterizedTest
    @CsvSource({
        "HTTP, 80", "FTP, 21", "IMAPv4, 143", "POP3, 110", "SMTP, 25",
        "LDAP, 389", "HTTPS, 443", "IMAPS, 993", "POP3S, 995", "LDAPS, 636"
    })
    void namesAndUsualPortsAreThoseOfTheSpecification(String name, int port) {
        assertThat(Protocol.valueOf(name).usualPort()).contains(new Port(port));
    }

    @Test
    void tcpHasNoUsualPort() {
        assertThat(Protocol.TCP.usualPort()).isEmpty();
    }
}
