package io.steelyard.control.identity;

import io.steelyard.domain.account.Role;
import java.time.Instant;

/**
 * A successful login.
 *
 * @param user the name that logged in
 * @param role what it may do in the account
 * @param token to be sent with every request; not kept anywhere here
 */
public record Login(Account account, String user, Role role, String token, Instant expires) {
    /** Without the token, so that no log can hold it. */
    @Override
    public String toString() {
        return "Login[" + user + ", expires " + expires + "]";
    }
}
