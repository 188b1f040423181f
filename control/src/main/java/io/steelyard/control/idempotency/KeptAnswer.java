package io.steelyard.control.idempotency;

import io.steelyard.domain.account.TenantId;
import java.time.Instant;

/**
 * What a request with a key of its caller's choice was answered.
 *
 * @param key unique within the account
 * @param fingerprint of what was asked; another one with the same key is an error of the caller
 * @param answer as the dialect wrote it
 */
public record KeptAnswer(TenantId tenant, String key, String fingerprint, String answer, Instant at) {}
