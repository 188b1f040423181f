package io.steelyard.domain.certificate;

import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.tls.ServerCertificate;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A certificate of an account's own. Whoever shows it has a copy, key included.
 *
 * @param name unique within the account: {@link #isValidName}
 * @param path for sorting them: {@link #isValidPath}
 * @param id unique, and never used again
 * @param uploaded when it came
 * @param expires when clients trust it no longer
 */
public record AccountCertificate(
        TenantId tenant,
        String name,
        String path,
        String id,
        Instant uploaded,
        Instant expires,
        ServerCertificate content) {
    public static final String NO_PATH = "/";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");
    private static final Pattern PATH = Pattern.compile("/(?:[\\x21-\\x7e]{1,510}/)?");

    public AccountCertificate {
        if (!isValidName(name) || !isValidPath(path)) {
            throw new IllegalArgumentException("no name and path of a certificate: " + path + name);
        }
    }

    /** Whether it is 1 to 128 letters, digits and {@code _+=,.@-}. */
    public static boolean isValidName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether it begins and ends with a slash, has up to 512 characters, and none that is blank or beyond ASCII. */
    public static boolean isValidPath(String path) {
        return PATH.matcher(path).matches();
    }

    /** How listeners name it: {@code arn:aws:iam::TENANT:server-certificate/PATH/NAME}. */
    public String arn() {
        return "arn:aws:iam::" + tenant + ":server-certificate" + path + name;
    }

    /** The name that an ARN of a certificate ends with; what is none has any. */
    public static String nameIn(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** The same under another name. */
    public AccountCertificate named(String otherName, String otherPath) {
        return new AccountCertificate(tenant, otherName, otherPath, id, uploaded, expires, content);
    }
}
