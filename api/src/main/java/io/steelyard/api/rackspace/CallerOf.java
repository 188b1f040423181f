package io.steelyard.api.rackspace;

import io.steelyard.control.identity.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;

/** Who sent a request, as {@link TokenFilter} found it. */
public final class CallerOf {
    private static final String PROPERTY = Caller.class.getName();

    private CallerOf() {}

    /** @throws IllegalStateException when the request went past the filter, an error of ours */
    public static Caller request(ContainerRequestContext request) {
        if (request.getProperty(PROPERTY) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("no caller: " + request.getUriInfo().getPath() + " is outside the filter");
    }

    static boolean isKnown(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof Caller;
    }

    static void set(ContainerRequestContext request, Caller caller) {
        request.setProperty(PROPERTY, caller);
    }
}
