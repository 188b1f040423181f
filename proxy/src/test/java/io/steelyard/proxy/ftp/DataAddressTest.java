package io.steelyard.proxy.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "227 Entering Passive Mode (10,0,0,1,200,10).; 51210",
                "227 Entering Passive Mode 10,0,0,1,0,21; 21",
                "227 =10,0,0,1,255,255; 65535",
                "229 Entering Extended Passive Mode (|||6446|); 6446",
                "229 ok (!!!1!); 1"
            })
    void thePortIsFoundHoweverTheReplyIsWritten(String reply, int port) {
        assertThat(DataAddress.portIn(reply)).hasValue(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "227 Entering Passive Mode",
                "227 (10,0,0,1,256,1)",
                "227 (10,0,0,1,1)",
                "229 (|||65536|)",
                "229 (|||)",
                "229 (||1||)",
                "220 (10,0,0,1,200,10)"
            })
    void aReplyWithoutAPortHasNone(String reply) {
        assertThat(DataAddress.portIn(reply)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Inet4Address address = (Inet4Address) InetAddress.ofLiteral("127.100.0.1");

        assertThat(DataAddress.passive(address, 30_123)).startsWith("227 ").contains("(127,100,0,1,117,171)");
        assertThat(DataAddress.portIn(DataAddress.passive(address, 30_123).strip()))
                .hasValue(30_123);
        assertThat(DataAddress.portIn(DataAddress.extended(30_123).strip())).hasValue(30_123);
    }
}
