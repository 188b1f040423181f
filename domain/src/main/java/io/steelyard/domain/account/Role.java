package io.steelyard.domain.account;

/** What a user may do within one account. */
public enum Role {
    /** Everything, users of the account included. */
    ADMIN,
    /** Everything but managing users. */
    CREATOR,
    /** Reads only. */
    OBSERVER
}
