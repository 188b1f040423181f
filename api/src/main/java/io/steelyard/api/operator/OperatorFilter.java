package io.steelyard.api.operator;

import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those pass who hold the operator's token (RFC 6750), whatever they ask for; only that the listener answers
 * is for everybody. Comparing takes as long for every token of one length.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class OperatorFilter implements ContainerRequestFilter {
    private static final String SCHEME = "bearer ";
    private static final String HEALTH = "healthz";

    private final byte[] token;

    OperatorFilter(String token) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the operator's token is not blank");
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.equals(HEALTH) && !carriesToken(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            throw new RefusedException(new Refusal.Unauthorized());
        }
    }

    private boolean carriesToken(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String given = authorization.substring(SCHEME.length()).strip();
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }
}
