package io.steelyard.control.accesskey;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.secret.SecretId;
import java.util.regex.Pattern;

/**
 * What an account signs requests with.
 *
 * @param id as requests name it: 3 to 128 letters, digits, "-", "_" and "."
 * @param secret where the key itself is kept, sealed
 */
public record AccessKey(String id, TenantId tenant, SecretId secret) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{3,128}");

    public static boolean isValidId(String id) {
        return FORM.matcher(id).matches();
    }
}
