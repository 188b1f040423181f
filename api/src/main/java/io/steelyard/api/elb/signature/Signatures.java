package io.steelyard.api.elb.signature;

import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.http.RawRequest;
import io.steelyard.control.accesskey.AccessKeyService;
import io.steelyard.control.accesskey.AccessKeyService.OpenKey;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;

/** Who sent a request, by its signature of version 4. */
public final class Signatures {
    private final AccessKeyService keys;
    private final InstantSource clock;

    public Signatures(AccessKeyService keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Who signed a request, for which region and service.
     *
     * @param key its id
     */
    public record Signer(TenantId tenant, String key, String region, String service) {}

    /** @throws io.steelyard.api.elb.query.QueryException when it is not signed, or the signature does not hold */
    public Signer of(RawRequest request) {
        CanonicalRequest canonical = canonical(request);
        Signed signed = signed(request, canonical.query());
        if (signed.headers().stream().noneMatch(name -> name.strip().equalsIgnoreCase("host"))) {
            throw QueryError.INCOMPLETE_SIGNATURE.because("Host must be among the signed headers.");
        }
        OpenKey key = keys.find(signed.scope().key())
                .orElseThrow(() -> QueryError.INVALID_CLIENT_TOKEN_ID.because(
                        "The security token included in the request is invalid."));
        String expected = signature(key.secret(), signed, canonical.text(signed));
        if (!isSame(expected, signed.signature())) {
            throw QueryError.SIGNATURE_DOES_NOT_MATCH.because(
                    "The request signature we calculated does not match the signature you provided."
                            + " Check your AWS Secret Access Key and signing method.");
        }
        signed.requireCurrent(clock.instant());
        Scope scope = signed.scope();
        return new Signer(key.tenant(), scope.key(), scope.region(), scope.service());
    }

    private static CanonicalRequest canonical(RawRequest request) {
        try {
            return new CanonicalRequest(request);
        } catch (IllegalArgumentException malformed) {
            throw QueryError.VALIDATION.because("The query is not well-formed.");
        }
    }

    private static Signed signed(RawRequest request, Map<String, String> query) {
        return Signed.of(request, query)
                .orElseThrow(() -> QueryError.MISSING_AUTHENTICATION_TOKEN.because(
                        "The request must contain a signature of version 4, made with an access key."));
    }

    private static String signature(Secret secret, Signed signed, String canonical) {
        Scope scope = signed.scope();
        byte[] key = Hmac.of(("AWS4" + secret.value()).getBytes(StandardCharsets.UTF_8), scope.day());
        for (String part : new String[] {scope.region(), scope.service(), "aws4_request"}) {
            key = Hmac.of(key, part);
        }
        String toSign = String.join(
                "\n",
                Signed.ALGORITHM,
                signed.time(),
                scope.text(),
                Hmac.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(Hmac.of(key, toSign));
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }
}
