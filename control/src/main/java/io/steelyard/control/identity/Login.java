package io.steelyard.control.identity;

import java.time.Instant;

/**
 * A successful login.
 *
 * @param token to be sent with every request; not kept anywhere here
 */
public record Login(Account account, String token, Instant expires) {
    /** Without the token, so that no log can hold it. */
    @Override
    public String toString() {
        return "Login[" + account.name() + ", expires " + expires + "]";
    }
}
