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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who sent a request, by its signature of version 4, or where that is allowed of version 2. */
public final class Signatures {
    /** In a header, or with its slashes encoded in a query. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=(?:[^/%,&\\s]{1,128}(?:/|%2[Ff])){3}([a-z0-9-]{1,64})(?:/|%2[Ff])");

    private final AccessKeyService keys;
    private final InstantSource clock;
    private final boolean version2;

    /** @param version2 whether signatures of that version are taken too */
    public Signatures(AccessKeyService keys, InstantSource clock, boolean version2) {
        this.keys = keys;
        this.clock = clock;
        this.version2 = version2;
    }

    /**
     * Who signed a request, and what for.
     *
     * @param key its id
     * @param scope empty for version 2, which says neither region nor service
     */
    public record Signer(TenantId tenant, String key, Optional<Scope> scope) {}

    /** @throws io.steelyard.api.elb.query.QueryException when it is not signed, or the signature does not hold */
    public Signer of(RawRequest request) {
        try {
            return (version2 ? QuerySignature.of(request) : Optional.<QuerySignature>empty())
                    .map(this::signer)
                    .orElseGet(() -> signer(request, new CanonicalRequest(request)));
        } catch (IllegalArgumentException malformed) {
            throw QueryError.MALFORMED_QUERY.because("The query is not well-formed.");
        }
    }

    /** The service that a request says it was signed for, however broken the rest is; empty when it does not say. */
    public static Optional<String> claimedService(RawRequest request) {
        return Stream.of(request.header("authorization").orElse(""), request.query())
                .map(CREDENTIAL::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(credential -> credential.group(1));
    }

    private Signer signer(QuerySignature signed) {
        OpenKey key = key(signed.key());
        requireSame(signed.expected(key.secret()), signed.signature());
        signed.requireCurrent(clock.instant());
        return new Signer(key.tenant(), signed.key(), Optional.empty());
    }

    private Signer signer(RawRequest request, CanonicalRequest canonical) {
        Signed signed = signed(request, canonical.query());
        if (signed.headers().stream().noneMatch(name -> name.strip().equalsIgnoreCase("host"))) {
            throw QueryError.INCOMPLETE_SIGNATURE.because("Host must be among the signed headers.");
        }
        OpenKey key = key(signed.scope().key());
        requireSame(Stream.of(signature(key.secret(), signed, canonical.text(signed))), signed.signature());
        signed.requireCurrent(clock.instant());
        return new Signer(key.tenant(), signed.scope().key(), Optional.of(signed.scope()));
    }

    private OpenKey key(String id) {
        return keys.find(id)
                .orElseThrow(() -> QueryError.INVALID_CLIENT_TOKEN_ID.because(
                        "The security token included in the request is invalid."));
    }

    private Signed signed(RawRequest request, Map<String, String> query) {
        return Signed.of(request, query)
                .orElseThrow(
                        () -> QueryError.MISSING_AUTHENTICATION_TOKEN.because("The request must contain a signature of"
                                + (version2 ? " version 4 or 2" : " version 4") + ", made with an access key."));
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

    private static void requireSame(Stream<String> expected, String given) {
        byte[] octets = given.getBytes(StandardCharsets.UTF_8);
        boolean same = expected.map(text -> MessageDigest.isEqual(text.getBytes(StandardCharsets.US_ASCII), octets))
                .reduce(false, Boolean::logicalOr);
        if (!same) {
            throw QueryError.SIGNATURE_DOES_NOT_MATCH.because(
                    "The request signature we calculated does not match the signature you provided."
                            + " Check your AWS Secret Access Key and signing method.");
        }
    }
}
