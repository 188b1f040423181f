package io.steelyard.control.accesslog;

import io.steelyard.domain.account.TenantId;

/** What a part of a log is called where it is delivered to. */
sealed interface LogAddress permits LogName, BucketKey {
    /** Whose log it is. */
    TenantId tenant();
}
