package io.steelyard.api.rackspace;

import io.steelyard.api.http.AuditFilter;
import io.steelyard.control.identity.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/** Who sent a request, as {@link TokenFilter} found it. */
public final class CallerOf {
    private static final String PROPERTY = Caller.class.getName();

    private static final String USER = PROPERTY + ".user";

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

    /** The same for the audit log; empty when the caller is not known. */
    public static Optional<AuditFilter.Who> who(ContainerRequestContext request) {
        return isKnown(request)
                ? Optional.of(new AuditFilter.Who(
                        Optional.of(request(request).tenant()), String.valueOf(request.getProperty(USER))))
                : Optional.empty();
    }

    static void set(ContainerRequestContext request, Caller caller, String user) {
        request.setProperty(PROPERTY, caller);
        request.setProperty(USER, user);
    }
}
