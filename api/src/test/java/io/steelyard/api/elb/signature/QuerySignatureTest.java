package io.steelyard.api.elb.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.QueryException;
import io.steelyard.api.elb.signature.Signatures.Signer;
import io.steelyard.api.http.RawRequest;
import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.domain.account.TenantId;
import io.steelyard.testkit.SettableClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of version 2 as boto 2.49 makes them, and requests that differ from them in one thing. */
class QuerySignatureTest {
    private static final Instant SIGNED_AT = SignaturesTest.SIGNED_AT;
    private static final TenantId TENANT = SignaturesTest.TENANT;
    private static final String HOST = "example.amazonaws.com";
    private static final String GET = "Xb9xVsQ3VrwgFEXgq+T3eslhpwhCVOenpNYqRWkKxBY=";

    private final SettableClock clock = new SettableClock(SIGNED_AT);
    private final AccessKeyService keys = SignaturesTest.keys();
    private final Signatures signatures = new Signatures(keys, clock, true);

    @ParameterizedTest
    @CsvSource({
        "GET, HmacSHA256, Xb9xVsQ3VrwgFEXgq+T3eslhpwhCVOenpNYqRWkKxBY=",
        "POST, HmacSHA256, HBuFj/WIFlmKg6EKphPIhE5eRGXej3/TS+IFpP4X8yw=",
        "GET, HmacSHA1, fbd2STgOjXBCOizK57T2jxZmYwQ=",
        "POST, HmacSHA1, HVRDHJ30jMfeu8V3cdhLhbR3wxQ="
    })
    void aSignatureOfBotoHolds(String verb, String method, String signature) {
        assertThat(signatures.of(request(verb, HOST, method, signature)))
                .isEqualTo(new Signer(TENANT, "AKIDEXAMPLE", Optional.empty()));
    }

    @Test
    void thePortOfTheHostMayBeLeftOutOfWhatIsSigned() {
        assertThat(signatures.of(request("GET", HOST + ":8080", "HmacSHA256", GET)))
                .isNotNull();
    }

    @Test
    void whatWasNotSignedSoIsRefused() {
        assertRefused(QueryError.SIGNATURE_DOES_NOT_MATCH, request("POST", HOST, "HmacSHA256", GET));
        assertRefused(QueryError.SIGNATURE_DOES_NOT_MATCH, request("GET", "other.amazonaws.com", "HmacSHA256", GET));
        assertRefused(QueryError.SIGNATURE_DOES_NOT_MATCH, request("GET", HOST, "HmacSHA1", GET));
        assertRefused(QueryError.INCOMPLETE_SIGNATURE, request("GET", HOST, "HmacMD5", GET));
    }

    @ParameterizedTest
    @CsvSource({"-901, false", "-900, true", "900, true", "901, false"})
    void aSignatureHoldsFor15Minutes(long seconds, boolean holds) {
        clock.set(SIGNED_AT.plus(Duration.ofSeconds(seconds)));
        RawRequest request = request("GET", HOST, "HmacSHA256", GET);

        if (holds) {
            assertThat(signatures.of(request)).isNotNull();
        } else {
            assertRefused(QueryError.REQUEST_EXPIRED, request);
        }
    }

    @Test
    void itIsNotTakenUnlessTheOperatorAllowsIt() {
        Signatures usual = new Signatures(keys, clock, false);

        assertThatThrownBy(() -> usual.of(request("GET", HOST, "HmacSHA256", GET)))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.error()).isEqualTo(QueryError.MISSING_AUTHENTICATION_TOKEN));
    }

    private void assertRefused(QueryError error, RawRequest request) {
        assertThatThrownBy(() -> signatures.of(request))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
    }

    private static RawRequest request(String verb, String host, String method, String signature) {
        String parameters = "AWSAccessKeyId=AKIDEXAMPLE&Action=DescribeLoadBalancers"
                + "&LoadBalancerNames.member.1=a%20b~%2A&SignatureMethod=" + method
                + "&SignatureVersion=2&Timestamp=2015-08-30T12%3A36%3A00Z&Version=2012-06-01&Signature="
                + URLEncoder.encode(signature, StandardCharsets.US_ASCII);
        boolean form = verb.equals("POST");
        return new RawRequest(
                verb,
                "/",
                form ? "" : parameters,
                Map.of("host", List.of(host)),
                (form ? parameters : "").getBytes(StandardCharsets.US_ASCII),
                "127.0.0.1");
    }
}
