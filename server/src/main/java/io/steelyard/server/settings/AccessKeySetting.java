package io.steelyard.server.settings;

import io.steelyard.control.accesskey.AccessKey;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.secret.Secret;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an account signs requests with, as a setting names it. */
public record AccessKeySetting(String id, Secret secret, TenantId tenant) {
    private static final Pattern FORM = Pattern.compile("([^:\\s]+):([^:\\s]{8,256}):([1-9][0-9]{0,17})");

    /** @throws IllegalArgumentException with a sentence that shows the right form, but never the key */
    public static AccessKeySetting parse(String text) {
        Matcher key = FORM.matcher(text);
        if (!key.matches() || !AccessKey.isValidId(key.group(1))) {
            throw new IllegalArgumentException(
                    "an access key is written ID:SECRET:TENANT_ID; the id has 3 to 128 letters, digits, \"-\", \"_\" and"
                            + " \".\", the secret 8 to 256 characters without \":\" or space, the tenant id is a"
                            + " positive number");
        }
        return new AccessKeySetting(key.group(1), new Secret(key.group(2)), new TenantId(Long.parseLong(key.group(3))));
    }
}
