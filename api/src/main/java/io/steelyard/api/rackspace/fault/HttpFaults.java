package io.steelyard.api.rackspace.fault;

import io.steelyard.api.http.Format;

/** Faults for what HTTP itself rules out. All but 404 are badRequest with the true code. */
final class HttpFaults {
    private HttpFaults() {}

    static Fault of(int status) {
        return of(status, sentence(status));
    }

    static Fault of(int status, String details) {
        return switch (status) {
            case 404 -> Faults.notFound(details);
            case 422 -> Faults.unprocessable(details);
            default -> Faults.badRequest(status, message(status), details);
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 405 -> "Method not allowed";
            case 406 -> "Format not available";
            case 412 -> "Precondition failed";
            case 413 -> "Request body too large";
            case 415 -> "Format not supported";
            default -> "Bad request";
        };
    }

    private static String sentence(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "The Allow header of this answer names the methods that this path has.";
            case 406 -> "Answers are available as " + Format.names() + ".";
            case 415 -> "A request with a body needs the Content-Type " + Format.names() + ".";
            default -> "The request is not valid HTTP.";
        };
    }
}
