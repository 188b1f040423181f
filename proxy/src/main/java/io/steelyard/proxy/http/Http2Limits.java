package io.steelyard.proxy.http;

/**
 * What one client may take that speaks HTTP/2, beside the rest of {@link HttpLimits}.
 *
 * @param streams requests at once; what is over is refused by RST_STREAM, and may be asked again
 * @param resets streams that are reset by or because of the client within 30 s, beside one for each request that was
 *     answered whole
 * @param framesPerSecond PING, SETTINGS, PRIORITY, WINDOW_UPDATE and unknown frames, beside what the octets sent to the
 *     client explain
 * @param streamWindow octets of one request's content that are taken before a node takes them
 * @param connectionWindow the same of all requests together
 */
public record Http2Limits(int streams, int resets, int framesPerSecond, int streamWindow, int connectionWindow) {
    public static final Http2Limits DEFAULT = new Http2Limits(100, 200, 1000, 64 * 1024, 1024 * 1024);
}
