package io.steelyard.server.settings;

import io.steelyard.domain.account.TenantId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An account as a setting names it. */
public record AccountSetting(String name, String apiKey, TenantId tenant) {
    private static final Pattern FORM = Pattern.compile("([^:\\s]{1,64}):([^:\\s]{8,256}):([1-9][0-9]{0,17})");

    /** @throws IllegalArgumentException with a sentence that shows the right form, but never the key */
    public static AccountSetting parse(String text) {
        Matcher account = FORM.matcher(text);
        if (!account.matches()) {
            throw new IllegalArgumentException(
                    "an account is written NAME:API_KEY:TENANT_ID; the key has 8 to 256 characters without \":\" or space,"
                            + " the tenant id is a positive number");
        }
        return new AccountSetting(account.group(1), account.group(2), new TenantId(Long.parseLong(account.group(3))));
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "AccountSetting[" + name + ", tenant " + tenant + "]";
    }
}
