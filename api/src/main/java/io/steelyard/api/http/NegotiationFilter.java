package io.steelyard.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the forms in which clients write a URL into the one that resources match: a format's extension becomes the
 * Accept header and beats it (2010 specification, section 3.3), the last segment is lower case, a doubled {@code ??}
 * is one.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public final class NegotiationFilter implements ContainerRequestFilter {
    private static final Map<String, String> FORMATS = Map.of(
            ".json", "application/json",
            ".xml", "application/xml",
            ".atom", Format.ATOM);

    /** The default first. */
    private static final List<MediaType> SPOKEN = List.of(
            MediaType.APPLICATION_JSON_TYPE, MediaType.APPLICATION_XML_TYPE, MediaType.APPLICATION_ATOM_XML_TYPE);

    private static final String VERSIONED = "/v";

    /** Below it, names are what they are. */
    private static final String CONTAINERS = "/v1/AUTH_";

    /** A type that nothing produces. */
    private static final String NONE = "none/none";

    @Override
    public void filter(ContainerRequestContext request) {
        checkHeaders(request);
        URI asked = request.getUriInfo().getRequestUri();
        String path = withoutSlashAtEnd(asked.getRawPath());
        if (path.startsWith(VERSIONED) && !path.startsWith(CONTAINERS)) {
            path = negotiated(request, lowerCaseEnd(path));
        }
        request.setRequestUri(URI.create(asked.getScheme() + "://" + asked.getRawAuthority() + path + query(asked)));
    }

    /** The path without its extension; the Accept header says the same from now on. */
    private static String negotiated(ContainerRequestContext request, String path) {
        String extension = extension(path);
        if (extension.isEmpty()) {
            stateAccepted(request);
        } else {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, FORMATS.get(extension));
        }
        return path.substring(0, path.length() - extension.length());
    }

    private static void checkHeaders(ContainerRequestContext request) {
        try {
            request.getAcceptableMediaTypes();
        } catch (ProcessingException malformed) {
            request.getHeaders().remove(HttpHeaders.ACCEPT);
            throw new RequestException(400, "The Accept header is not a list of media types.");
        }
        try {
            request.getMediaType();
        } catch (ProcessingException malformed) {
            throw new RequestException(415, "The Content-Type header is not a media type.");
        }
    }

    /** The resource framework does not know that {@code q=0} refuses, so it sees only what is wanted. */
    private static void stateAccepted(ContainerRequestContext request) {
        List<MediaType> accepted = Accepted.of(request.getAcceptableMediaTypes(), SPOKEN);
        request.getHeaders().putSingle(HttpHeaders.ACCEPT, accepted.isEmpty() ? NONE : Accepted.header(accepted));
    }

    private static String withoutSlashAtEnd(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String lowerCaseEnd(String path) {
        int end = path.lastIndexOf('/') + 1;
        return path.substring(0, end) + path.substring(end).toLowerCase(Locale.ROOT);
    }

    private static String extension(String path) {
        return FORMATS.keySet().stream().filter(path::endsWith).findFirst().orElse("");
    }

    private static String query(URI asked) {
        @Nullable String query = asked.getRawQuery();
        if (query == null) {
            return "";
        }
        return query.startsWith("?") ? query : "?" + query;
    }
}
