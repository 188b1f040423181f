package io.steelyard.control.accesslog;

import io.steelyard.domain.account.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which buckets accounts may have their logs written to, as the operator says. The service writes to all of them with the
 * operator's own key, so nothing but this keeps accounts apart.
 *
 * @param named buckets of one account each
 * @param pattern a name in which {@code {tenant}} stands for the id of the account whose bucket it is. There is but one:
 *     two could make the same name for different accounts
 */
public record BucketOwners(Map<String, TenantId> named, Optional<String> pattern) {
    /** Nobody has a bucket. */
    public static final BucketOwners NONE = new BucketOwners(Map.of(), Optional.empty());

    private static final String TENANT = "{tenant}";
    /** Amazon S3 User Guide, "General purpose bucket naming rules"; those of before 2018 too. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");
    /** No digit stands beside the id, so that it can be told what it is. */
    private static final Pattern PATTERN =
            Pattern.compile("(?:[A-Za-z0-9._-]*[A-Za-z._-])?\\{tenant}(?:[A-Za-z._-][A-Za-z0-9._-]*)?");

    public BucketOwners {
        named = Map.copyOf(named);
        named.keySet().forEach(BucketOwners::requireBucket);
        pattern.ifPresent(BucketOwners::requirePattern);
    }

    private static void requirePattern(String pattern) {
        if (!PATTERN.matcher(pattern).matches()) {
            throw new IllegalArgumentException(
                    pattern + " is no name of a bucket with one {tenant} in it that has no digit beside it");
        }
        requireBucket(pattern.replace(TENANT, "100"));
    }

    private static void requireBucket(String name) {
        if (!isBucket(name)) {
            throw new IllegalArgumentException(name + " is no name of a bucket");
        }
    }

    static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches();
    }

    /** Whether the pattern makes a bucket that of any account. */
    public boolean couldBe(String bucket) {
        return pattern.map(name -> Pattern.quote(name).replace(TENANT, "\\E[0-9]+\\Q"))
                .filter(bucket::matches)
                .isPresent();
    }

    /** Whether a bucket is that account's. One that is named as somebody's is nobody else's, whatever the pattern says. */
    boolean owns(TenantId tenant, String bucket) {
        TenantId owner = named.get(bucket);
        return owner == null
                ? pattern.map(name -> name.replace(TENANT, tenant.toString()))
                        .filter(bucket::equals)
                        .isPresent()
                : owner.equals(tenant);
    }
}
