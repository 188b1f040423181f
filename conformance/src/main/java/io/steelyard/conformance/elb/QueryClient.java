package io.steelyard.conformance.elb;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Speaks the Query API of classic load balancers: forms, signed by version 4 (AWS General Reference, "Signing AWS API
 * requests"). It shares nothing with the service that judges the signatures.
 */
public final class QueryClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VERSION = "2012-06-01";
    private static final String SERVICE = "elasticloadbalancing";
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SIGNED = "host;x-amz-date";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String keyId;
    private final String secret;
    private final String region;

    /** @param endpoint without a path */
    public QueryClient(URI endpoint, String keyId, String secret, String region) {
        this.endpoint = endpoint.resolve("/");
        this.keyId = keyId;
        this.secret = secret;
        this.region = region;
    }

    /**
     * Asks once.
     *
     * @return the XML of the answer
     * @throws IOException when there is none, or when it is an error
     */
    public String call(String action, Map<String, String> parameters) throws IOException, InterruptedException {
        String form = form(action, parameters);
        String time = TIME.format(Instant.now());
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(endpoint)
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Amz-Date", time)
                        .header("Authorization", authorization(time, form))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != 200) {
            throw new IOException(action + " was answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String form(String action, Map<String, String> parameters) {
        return "Action=" + action + "&Version=" + VERSION
                + parameters.entrySet().stream()
                        .map(each ->
                                "&" + each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }

    private String authorization(String time, String form) {
        String day = time.substring(0, 8);
        String scope = String.join("/", day, region, SERVICE, "aws4_request");
        String canonical = String.join(
                "\n",
                "POST",
                endpoint.getRawPath(),
                "",
                "host:" + endpoint.getRawAuthority(),
                "x-amz-date:" + time,
                "",
                SIGNED,
                sha256(form));
        byte[] key = octets("AWS4" + secret);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String signature = hex(hmac(key, String.join("\n", ALGORITHM, time, scope, sha256(canonical))));
        return ALGORITHM + " Credential=" + keyId + "/" + scope + ", SignedHeaders=" + SIGNED + ", Signature="
                + signature;
    }

    private static String sha256(String text) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(octets(text)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(octets(text));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public void close() {
        http.close();
    }
}
