package io.steelyard.api.rackspace.fault;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.Format;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as this dialect shows it (2010 specification, section 5).
 *
 * @param name the fault's element in formats that name it
 * @param code the HTTP status; the odd codes in the specification's samples are typing errors
 * @param validationErrors one sentence for each broken rule; empty leaves the list out
 * @param retryAfter when it makes sense to ask again
 */
record Fault(
        String name,
        int code,
        String message,
        String details,
        List<String> validationErrors,
        Optional<Duration> retryAfter) {
    Fault(String name, int code, String message, String details) {
        this(name, code, message, details, List.of(), Optional.empty());
    }

    Fault withValidationErrors(List<String> messages) {
        return new Fault(name, code, message, details, messages, retryAfter);
    }

    Fault withRetryAfter(Duration wait) {
        return new Fault(name, code, message, details, validationErrors, Optional.of(wait));
    }

    Response response(Format format) {
        Response.ResponseBuilder response =
                Response.status(code).type(format.mediaType()).entity(Representation.bare(name, content()));
        retryAfter.ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wholeSeconds(wait)));
        return response.build();
    }

    /** Rounded up: who asks again then finds it as it was said. */
    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    private ObjectNode content() {
        ObjectNode fault = JsonNodeFactory.instance.objectNode();
        fault.put("message", message).put("code", code).put("details", details);
        if (!validationErrors.isEmpty()) {
            ArrayNode messages = fault.putObject("validationErrors").putArray("messages");
            validationErrors.forEach(messages::add);
        }
        return fault;
    }
}
