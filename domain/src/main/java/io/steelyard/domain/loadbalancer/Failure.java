package io.steelyard.domain.loadbalancer;

import java.time.Instant;

/**
 * Why a generation could not be applied. The last applied generation serves on.
 *
 * @param generation the one that failed
 * @param code a stable word that scripts may compare
 * @param reason one sentence for people, which says what to do where something can be done
 * @param at when it was reported
 */
public record Failure(long generation, Code code, String reason, Instant at) {
    /** Stable reason codes. */
    public enum Code {
        /** Another process holds the address and port. */
        ADDRESS_IN_USE,
        /** The address is on no interface of the host. */
        ADDRESS_NOT_AVAILABLE,
        /** The host may not bind ports below 1024. */
        PRIVILEGED_PORT,
        /** The host cannot carry what was asked for. */
        UNSUPPORTED,
        /** No host answered for too long. */
        HOST_UNREACHABLE,
        /** The host met an error of its own. */
        HOST_ERROR
    }
}
