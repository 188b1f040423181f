package io.steelyard.api.elb.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.QueryException;
import io.steelyard.api.elb.signature.Signatures.Signer;
import io.steelyard.api.http.RawRequest;
import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.identity.Account;
import io.steelyard.control.secret.MasterKey;
import io.steelyard.control.secret.MasterKeys;
import io.steelyard.control.secret.SecretVault;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.secret.Secret;
import io.steelyard.testkit.SettableClock;
import io.steelyard.testkit.store.InMemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of the test suite that AWS published for version 4, and requests that differ from them in one thing. */
class SignaturesTest {
    static final Instant SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z");
    static final TenantId TENANT = new TenantId(1001);
    private static final String VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    private static final String SCOPE = "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request";

    private final SettableClock clock = new SettableClock(SIGNED_AT);
    private final Signatures signatures = new Signatures(keys(), clock, false);

    /** Of an account with the key of the suite. */
    static AccessKeyService keys() {
        InMemoryStore store = new InMemoryStore();
        store.update(unit -> unit.save(new Account(TENANT, "shop", "hash")));
        AccessKeyService keys = new AccessKeyService(
                store, new SecretVault(new MasterKeys(new MasterKey(new byte[MasterKey.LENGTH]), Optional.empty())));
        keys.put("AKIDEXAMPLE", TENANT, new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        return keys;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET, Param2=value2&Param1=value1, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    })
    void aSignatureOfTheSuiteHolds(String method, String query, String signature) {
        Signer signer = signatures.of(request(method, query, "", "host;x-amz-date", signature));

        assertThat(signer)
                .isEqualTo(new Signer(
                        TENANT,
                        "AKIDEXAMPLE",
                        Optional.of(new Scope("AKIDEXAMPLE", "20150830", "us-east-1", "service"))));
    }

    @Test
    void aFormIsPartOfWhatIsSigned() {
        String signature = "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";

        assertThat(signatures.of(request("POST", "", "Param1=value1", "content-type;host;x-amz-date", signature)))
                .isNotNull();
        assertRefused(
                QueryError.SIGNATURE_DOES_NOT_MATCH,
                request("POST", "", "Param1=value2", "content-type;host;x-amz-date", signature));
    }

    @Test
    void theListOfHeadersMayHaveSpacesAfterCommas() {
        RawRequest request = request("GET", "", "", "host;x-amz-date", VANILLA);
        String packed = request.header("authorization").orElseThrow().replace(", ", ",");

        assertThat(signatures.of(with(request, "authorization", packed))).isNotNull();
    }

    @Test
    void whatWasNotSignedSoIsRefused() {
        assertRefused(QueryError.SIGNATURE_DOES_NOT_MATCH, request("POST", "", "", "host;x-amz-date", VANILLA));
        assertRefused(QueryError.SIGNATURE_DOES_NOT_MATCH, request("GET", "a=b", "", "host;x-amz-date", VANILLA));
        assertRefused(
                QueryError.SIGNATURE_DOES_NOT_MATCH,
                with(request("GET", "", "", "host;x-amz-date", VANILLA), "host", "other.amazonaws.com"));
        assertRefused(QueryError.INCOMPLETE_SIGNATURE, request("GET", "", "", "x-amz-date", VANILLA));
    }

    @ParameterizedTest
    @CsvSource({"-901, false", "-900, true", "900, true", "901, false"})
    void aSignatureHoldsFor15Minutes(long seconds, boolean holds) {
        clock.set(SIGNED_AT.plus(Duration.ofSeconds(seconds)));
        RawRequest request = request("GET", "", "", "host;x-amz-date", VANILLA);

        if (holds) {
            assertThat(signatures.of(request)).isNotNull();
        } else {
            assertRefused(QueryError.REQUEST_EXPIRED, request);
        }
    }

    @Test
    void anUnknownKeyAndNoSignatureAreToldApart() {
        RawRequest request = request("GET", "", "", "host;x-amz-date", VANILLA);
        String other = request.header("authorization").orElseThrow().replace("AKIDEXAMPLE", "AKIDNOBODY");

        assertRefused(QueryError.INVALID_CLIENT_TOKEN_ID, with(request, "authorization", other));
        assertRefused(
                QueryError.MISSING_AUTHENTICATION_TOKEN,
                new RawRequest("GET", "/", "", Map.of("host", List.of("x")), new byte[0], "127.0.0.1"));
    }

    private void assertRefused(QueryError error, RawRequest request) {
        assertThatThrownBy(() -> signatures.of(request))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
    }

    private static RawRequest request(String method, String query, String body, String signed, String signature) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("host", List.of("example.amazonaws.com"));
        headers.put("content-type", List.of("application/x-www-form-urlencoded"));
        headers.put("x-amz-date", List.of("20150830T123600Z"));
        headers.put(
                "authorization",
                List.of("AWS4-HMAC-SHA256 Credential=" + SCOPE + ", SignedHeaders=" + signed + ", Signature="
                        + signature));
        return new RawRequest(method, "/", query, headers, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1");
    }

    private static RawRequest with(RawRequest request, String header, String value) {
        Map<String, List<String>> headers = new TreeMap<>(request.headers());
        headers.put(header, List.of(value));
        return new RawRequest(
                request.method(), request.path(), request.query(), headers, request.body(), request.peer());
    }
}
