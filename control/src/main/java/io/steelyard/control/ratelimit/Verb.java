package io.steelyard.control.ratelimit;

/** What a request does, as far as rate limits tell requests apart. */
public enum Verb {
    GET,
    POST,
    PUT,
    DELETE;

    /** What looks counts as GET, what changes something in place as PUT. */
    public static Verb of(String method) {
        return switch (method) {
            case "POST" -> POST;
            case "DELETE" -> DELETE;
            case "PUT", "PATCH" -> PUT;
            default -> GET;
        };
    }
}
