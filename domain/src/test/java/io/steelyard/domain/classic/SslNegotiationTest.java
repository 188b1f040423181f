package io.steelyard.domain.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.tls.TlsVersion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SslNegotiationTest {
    @Test
    void switchesThatAreOnAreSpokenInTheOrderOfTheService() {
        NamedPolicy policy = policy(
                "Protocol-TLSv1.2=true",
                "Protocol-TLSv1.1=True",
                "Protocol-TLSv1=false",
                "Protocol-SSLv3=false",
                "AES256-SHA=true",
                "ECDHE-RSA-AES128-GCM-SHA256=true",
                "RC4-SHA=false",
                "AES128-SHA=false");

        SslNegotiation negotiation = SslNegotiation.of(policy);

        assertThat(SslNegotiation.problem(policy)).isEmpty();
        assertThat(negotiation.versions()).containsExactlyInAnyOrder(TlsVersion.TLS_11, TlsVersion.TLS_12);
        assertThat(negotiation.ciphers().names())
                .containsExactly("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA");
        assertThat(negotiation.ciphers().isServersOrder()).isFalse();
    }

    @Test
    void theServersOrderIsASwitchToo() {
        SslNegotiation negotiation = SslNegotiation.of(
                policy("Protocol-TLSv1.2=true", "AES256-SHA=true", "Server-Defined-Cipher-Order=true"));

        assertThat(negotiation.ciphers().isServersOrder()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SecurityPolicy.class)
    void aPolicyThatIsThereSaysInFullWhatItSaysByName(SecurityPolicy ready) {
        NamedPolicy full = ready.inFull();
        List<NamedPolicy.Attribute> switches =
                full.attributes().subList(1, full.attributes().size());
        NamedPolicy made = new NamedPolicy("made", full.type(), switches);

        assertThat(SslNegotiation.problem(ready.asPolicy())).isEmpty();
        assertThat(SslNegotiation.problem(made)).isEmpty();
        assertThat(SslNegotiation.of(made)).isEqualTo(SslNegotiation.of(ready.asPolicy()));
    }

    @Test
    void theStrictestPolicyHasNoCipherOfBeforeTls12() {
        assertThat(SecurityPolicy.TLS_1_2_2017_01.negotiation().ciphers().names())
                .isNotEmpty()
                .noneMatch(suite -> suite.endsWith("_SHA"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Protocol-SSLv3=true,AES128-SHA=true | Protocol-SSLv3 is not spoken here.
                    Protocol-TLSv1.2=true,RC4-SHA=true | RC4-SHA is not spoken here.
                    Protocol-TLSv1.2=true,AES128-SHA=yes | AES128-SHA is true or false.
                    Protocol-TLSv1.2=true,NULL-SHA=true | The policy has no attribute NULL-SHA.
                    Protocol-TLSv1.3=true,AES128-SHA=true | The policy has no attribute Protocol-TLSv1.3.
                    AES128-SHA=true | At least one protocol must be true, and none between two that are may be false.
                    Protocol-TLSv1=true,Protocol-TLSv1.2=true,AES128-SHA=true | At least one protocol must be true, and none between two that are may be false.
                    Protocol-TLSv1.2=true | At least one cipher of these protocols must be true.
                    Protocol-TLSv1.1=true,AES128-GCM-SHA256=true | At least one cipher of these protocols must be true.
                    Reference-Security-Policy=ELBSecurityPolicy-2011-08 | There is no policy ELBSecurityPolicy-2011-08 here.
                    Reference-Security-Policy=ELBSecurityPolicy-2016-08,AES128-SHA=true | Reference-Security-Policy says all: nothing else may be given with it.
                    """)
    void whatCannotBeSpokenIsNamed(String attributes, String problem) {
        assertThat(SslNegotiation.problem(policy(attributes.split(",")))).contains(problem);
    }

    private static NamedPolicy policy(String... attributes) {
        return new NamedPolicy(
                "mine",
                PolicyType.SSL_NEGOTIATION.typeName(),
                Arrays.stream(attributes)
                        .map(text -> text.split("="))
                        .map(parts -> new NamedPolicy.Attribute(parts[0], parts[1]))
                        .toList());
    }
}
