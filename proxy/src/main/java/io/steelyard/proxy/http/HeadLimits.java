package io.steelyard.proxy.http;

/**
 * What the head of one request or response may take.
 *
 * @param octets up to its empty line
 * @param requestLineOctets of the first line; RFC 9112 section 3 asks for 8,000
 * @param fields lines behind the first
 */
public record HeadLimits(int octets, int requestLineOctets, int fields) {
    public static final HeadLimits DEFAULT = new HeadLimits(32 * 1024, 8 * 1024, 128);
}
