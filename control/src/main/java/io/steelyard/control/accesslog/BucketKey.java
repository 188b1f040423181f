package io.steelyard.control.accesslog;

import io.steelyard.domain.account.TenantId;

/**
 * What a part of a detailed log is called where it is delivered to.
 *
 * @param tenant whose log it is, and whose bucket
 */
record BucketKey(TenantId tenant, String bucket, String key) implements LogAddress {}
