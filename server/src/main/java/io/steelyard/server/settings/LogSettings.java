package io.steelyard.server.settings;

import io.steelyard.control.accesslog.BucketOwners;
import io.steelyard.domain.account.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where access logs go.
 *
 * @param period how often; divides an hour
 * @param buckets those that accounts may name themselves; in S3 alone
 * @param quotaOctets of one account, on this disk
 */
public record LogSettings(Duration period, Target target, BucketOwners buckets, long quotaOctets) {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kmg]?)");
    private static final Pattern BUCKET = Pattern.compile("([^=]*)=([1-9][0-9]{0,17})");
    private static final Duration HOUR = Duration.ofHours(1);

    /** What takes them. */
    public sealed interface Target {}

    /** Containers in the data directory. */
    public record Disk() implements Target {}

    /**
     * OpenStack Swift.
     *
     * @param auth where one logs in by version 1
     * @param account empty for the user's own; {@code {tenant}} in it stands for the tenant's id
     */
    public record Swift(URI auth, String user, Secret key, Optional<String> account) implements Target {}

    /**
     * A bucket.
     *
     * @param endpoint scheme, host and port
     */
    public record S3(URI endpoint, String bucket, String region, String keyId, Secret key) implements Target {}

    static LogSettings of(SettingSources sources) {
        Target target = RunSettings.one(sources, Setting.LOG_STORE, text -> target(sources, text));
        return new LogSettings(
                RunSettings.one(sources, Setting.LOG_PERIOD, LogSettings::period),
                target,
                buckets(sources.values(Setting.LOG_BUCKET), target),
                RunSettings.one(sources, Setting.LOG_QUOTA, LogSettings::octets));
    }

    /** Nobody is given the bucket that everybody's logs are in. */
    private static BucketOwners buckets(List<String> texts, Target target) {
        Map<String, TenantId> named = new HashMap<>();
        List<String> patterns = new ArrayList<>();
        for (String text : texts) {
            try {
                addBucket(text, target, named, patterns);
            } catch (IllegalArgumentException wrong) {
                throw RunSettings.wrong(Setting.LOG_BUCKET, text, String.valueOf(wrong.getMessage()));
            }
        }
        return new BucketOwners(named, patterns.stream().findFirst());
    }

    private static void addBucket(String text, Target target, Map<String, TenantId> named, List<String> patterns) {
        Matcher one = BUCKET.matcher(text);
        if (!(target instanceof S3 s3)) {
            throw new IllegalArgumentException("it needs " + Setting.LOG_STORE.flag() + " s3:URL/BUCKET too");
        }
        if (one.matches()) {
            TenantId owner = new TenantId(Long.parseLong(one.group(2)));
            if (one.group(1).equals(s3.bucket()) || named.put(one.group(1), owner) != null) {
                throw new IllegalArgumentException("that bucket is somebody's already");
            }
            new BucketOwners(named, Optional.empty());
        } else if (text.contains("{tenant}") && patterns.isEmpty()) {
            BucketOwners owners = new BucketOwners(Map.of(), Optional.of(text));
            if (owners.couldBe(s3.bucket())) {
                throw new IllegalArgumentException(
                        "the bucket of " + Setting.LOG_STORE.flag() + " would be an account's");
            }
            patterns.add(text);
        } else {
            throw new IllegalArgumentException("it is written BUCKET=TENANT_ID, or once with {tenant} in its name");
        }
    }

    private static Duration period(String text) {
        Duration period = RunSettings.duration(text);
        boolean divides =
                period.toSeconds() > 0 && period.toNanosPart() == 0 && HOUR.toSeconds() % period.toSeconds() == 0;
        if (!divides) {
            throw new IllegalArgumentException("it is 1h or divides an hour into equal parts, such as 5m or 30s");
        }
        return period;
    }

    private static Target target(SettingSources sources, String text) {
        if (text.equals("disk")) {
            return new Disk();
        }
        if (text.startsWith("swift:")) {
            return new Swift(
                    url(text.substring("swift:".length())),
                    needed(sources, Setting.LOG_STORE_USER),
                    new Secret(needed(sources, Setting.LOG_STORE_KEY)),
                    sources.optional(Setting.LOG_STORE_ACCOUNT));
        }
        if (text.startsWith("s3:")) {
            return s3(sources, url(text.substring("s3:".length())));
        }
        throw new IllegalArgumentException("it is disk, swift:AUTH_URL or s3:URL/BUCKET");
    }

    private static S3 s3(SettingSources sources, URI url) {
        String bucket = url.getRawPath().replaceAll("^/|/$", "");
        if (bucket.isEmpty() || bucket.contains("/")) {
            throw new IllegalArgumentException("it ends in the name of a bucket: s3:https://HOST/BUCKET");
        }
        return new S3(
                URI.create(url.getScheme() + "://" + url.getRawAuthority()),
                bucket,
                sources.value(Setting.LOG_STORE_REGION),
                needed(sources, Setting.LOG_STORE_USER),
                new Secret(needed(sources, Setting.LOG_STORE_KEY)));
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("it needs a URL written http[s]://HOST[:PORT]/PATH");
        }
        return url;
    }

    private static String needed(SettingSources sources, Setting setting) {
        return sources.optional(setting)
                .orElseThrow(() -> new IllegalArgumentException("it needs " + setting.flag() + " too"));
    }

    static long octets(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("a size is a number of bytes, or one with k, m or g behind it");
        }
        int shift = switch (size.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        return Long.parseLong(size.group(1)) << shift;
    }
}
