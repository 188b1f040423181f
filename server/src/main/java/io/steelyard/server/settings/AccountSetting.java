package io.steelyard.server.settings;

import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An account, or one more user of an account, as a setting names it.
 *
 * @param role empty for the account itself
 */
public record AccountSetting(String name, String apiKey, TenantId tenant, Optional<Role> role) {
    private static final Pattern FORM =
            Pattern.compile("([^:\\s]{1,64}):([^:\\s]{8,256}):([1-9][0-9]{0,17})(?::(ADMIN|CREATOR|OBSERVER))?");

    /** @throws IllegalArgumentException with a sentence that shows the right form, but never the key */
    public static AccountSetting parse(String text) {
        Matcher account = FORM.matcher(text);
        if (!account.matches()) {
            throw new IllegalArgumentException(
                    "an account is written NAME:API_KEY:TENANT_ID, one more user of it NAME:API_KEY:TENANT_ID:ROLE with ADMIN,"
                            + " CREATOR or OBSERVER; the key has 8 to 256 characters without \":\" or space,"
                            + " the tenant id is a positive number");
        }
        return new AccountSetting(
                account.group(1),
                account.group(2),
                new TenantId(Long.parseLong(account.group(3))),
                Optional.ofNullable(account.group(4)).map(Role::valueOf));
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "AccountSetting[" + name + ", tenant " + tenant + "]";
    }
}
