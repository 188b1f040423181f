package io.steelyard.control.accesslog;

import io.steelyard.control.loadbalancer.LoadBalancerView;
import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.classic.ClassicAttributes.AccessLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the detailed logs of a balancer go, and what they are called there ("Access logs for your Classic Load Balancer",
 * "Access log files"):
 *
 * <pre>
 *   {prefix}/AWSLogs/{account}/elasticloadbalancing/{region}/{yyyy}/{MM}/{dd}/
 *       {account}_elasticloadbalancing_{region}_{balancer}_{end of the period}_{address}_{eight characters}.log
 * </pre>
 *
 * The eight characters come of the part itself: the same part has the same name, however often it is delivered.
 *
 * @param account whose bucket it is, and whose balancer
 * @param region as requests name it
 * @param prefix empty text for none
 */
record LogDestination(TenantId account, String region, String balancer, String address, String bucket, String prefix) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._~-]{1,255}(?:/[A-Za-z0-9._~-]{1,255})*");
    private static final Pattern UP = Pattern.compile("(?:.*/)?\\.{1,2}(?:/.*)?");
    private static final int PREFIX_LIMIT = 512;
    private static final String ROOT = "AWSLogs";
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) (\\S+) (\\S+) (\\S+) (\\S+) (\\S*)\n");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String RANDOM = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_LENGTH = 8;

    /** As a balancer's access log says; empty where that names no bucket, or the balancer is gone. */
    static Optional<LogDestination> of(LoadBalancerView view, String region, AccessLog log) {
        return log.bucket()
                .filter(_ -> !view.virtualIps().isEmpty())
                .map(bucket -> new LogDestination(
                        view.row().tenant(),
                        region,
                        view.row().alias().value(),
                        view.virtualIps().getFirst().address().toString().replace(':', '-'),
                        bucket,
                        log.prefix().orElse("")));
    }

    /** Why logs cannot be written there by these names, as a sentence; empty text when they can. */
    String whatIsWrong() {
        if (!BucketOwners.isBucket(bucket)) {
            return "S3BucketName is not the name of a bucket.";
        }
        boolean usable = prefix.isEmpty()
                || prefix.length() <= PREFIX_LIMIT
                        && PREFIX.matcher(prefix).matches()
                        && !UP.matcher(prefix).matches()
                        && !prefix.contains(ROOT);
        return usable
                ? ""
                : "S3BucketPrefix is up to 512 letters, digits, \".\", \"-\", \"_\" and \"~\", in parts divided by \"/\", without "
                        + ROOT + ".";
    }

    /** What is put there first of all. */
    BucketKey test() {
        return new BucketKey(account, bucket, root() + "/ELBAccessLogTestFile");
    }

    BucketKey key(SealedLog log) {
        Instant end = log.begin().plus(log.period().orElseThrow());
        String name = String.join(
                "_",
                account.toString(),
                "elasticloadbalancing",
                region,
                balancer,
                MINUTE.format(end),
                address,
                random(log));
        return new BucketKey(
                account,
                bucket,
                String.join("/", root(), "elasticloadbalancing", region, DAY.format(end), name + ".log"));
    }

    private String root() {
        return (prefix.isEmpty() ? "" : prefix + "/") + ROOT + "/" + account;
    }

    private static String random(SealedLog log) {
        byte[] digest = sha256(log.fileName());
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < RANDOM_LENGTH; at++) {
            text.append(RANDOM.charAt(digest[at] & RANDOM.length() - 1));
        }
        return text.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One line, for {@link #parse}. */
    String text() {
        return account + " " + region + " " + balancer + " " + address + " " + bucket + " " + prefix + "\n";
    }

    static Optional<LogDestination> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new LogDestination(
                        new TenantId(Long.parseLong(parts.group(1))),
                        parts.group(2),
                        parts.group(3),
                        parts.group(4),
                        parts.group(5),
                        parts.group(6)))
                : Optional.empty();
    }
}
