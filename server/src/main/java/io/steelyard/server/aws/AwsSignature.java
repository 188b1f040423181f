package io.steelyard.server.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by AWS Signature Version 4 (AWS General Reference, "Signing AWS API requests"): those without a query,
 * and with a path of unreserved characters.
 */
public final class AwsSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private final String keyId;
    private final String secretKey;
    private final String region;
    private final String service;

    public AwsSignature(String keyId, String secretKey, String region, String service) {
        this.keyId = keyId;
        this.secretKey = secretKey;
        this.region = region;
        this.service = service;
    }

    /**
     * What a request must carry, its Host apart.
     *
     * @param contentHash {@link #sha256} of its body
     */
    public Map<String, String> headers(String method, URI target, String contentHash, Instant now) {
        String time = TIME.format(now);
        String scope = DAY.format(now) + "/" + region + "/" + service + "/aws4_request";
        String canonical = String.join(
                "\n",
                method,
                target.getRawPath(),
                "",
                "host:" + target.getRawAuthority(),
                "x-amz-content-sha256:" + contentHash,
                "x-amz-date:" + time,
                "",
                SIGNED,
                contentHash);
        String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256().digest(octets(canonical))));
        return Map.of(
                "x-amz-date",
                time,
                "x-amz-content-sha256",
                contentHash,
                "Authorization",
                ALGORITHM + " Credential=" + keyId + "/" + scope + ", SignedHeaders=" + SIGNED + ", Signature="
                        + hex(hmac(key(DAY.format(now)), toSign)));
    }

    private byte[] key(String day) {
        byte[] dayKey = hmac(octets("AWS4" + secretKey), day);
        return hmac(hmac(hmac(dayKey, region), service), "aws4_request");
    }

    /** Of octets, in hex. */
    public static String sha256(byte[] content) {
        return hex(sha256().digest(content));
    }

    /** Of a file, in hex. */
    public static String sha256(Path content) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(content)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return hex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(octets(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
