package io.steelyard.proxy.http;

import java.time.Duration;

/**
 * What one client or node may take.
 *
 * @param clientIdle how long a client may be silent: between requests, and within the content of one
 * @param headTime from the first octet of a request's head to its last; never longer than {@code clientIdle}
 * @param connectTime for one connection to a node
 * @param firstByteTime from the end of a request to the first octet of the answer
 * @param headOctets of a request or response up to its empty line
 * @param requestLineOctets of the first line; RFC 9112 section 3 asks for 8,000
 * @param headFields of a request or response
 */
public record HttpLimits(
        Duration clientIdle,
        Duration headTime,
        Duration connectTime,
        Duration firstByteTime,
        int headOctets,
        int requestLineOctets,
        int headFields) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            Duration.ofSeconds(30),
            32 * 1024,
            8 * 1024,
            128);

    public HttpLimits {
        if (headTime.compareTo(clientIdle) > 0) {
            headTime = clientIdle;
        }
    }

    /** The same with another limit for silent clients. */
    public HttpLimits withClientIdle(Duration limit) {
        return new HttpLimits(limit, headTime, connectTime, firstByteTime, headOctets, requestLineOctets, headFields);
    }

    /** The same with another limit for connections to nodes. */
    public HttpLimits withConnectTime(Duration limit) {
        return new HttpLimits(clientIdle, headTime, limit, firstByteTime, headOctets, requestLineOctets, headFields);
    }

    /** The same with another limit for the first octet of an answer. */
    public HttpLimits withFirstByteTime(Duration limit) {
        return new HttpLimits(clientIdle, headTime, connectTime, limit, headOctets, requestLineOctets, headFields);
    }
}
