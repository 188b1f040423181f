package io.steelyard.domain.account;

/** What a user may do within one account. */
public enum Role {
    /** Everything, users of the account included. */
    ADMIN,
    /** Everything but managing users. */
    CREATOR,
    /** Reads only. */
    OBSERVER;

    /** Whether it may change what the account has. */
    public boolean mayWrite() {
        return this != OBSERVER;
    }
}
