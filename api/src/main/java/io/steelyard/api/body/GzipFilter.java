package io.steelyard.api.body;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses gzip for an answer when the client asks for it by name (2010 specification, section 3.4); never else. */
public final class GzipFilter implements ContainerResponseFilter {
    private static final Pattern WANTED = Pattern.compile(
            "\\s*(x-)?gzip\\s*(;\\s*q\\s*=\\s*(1(\\.0*)?|0?\\.0*[1-9][0-9]*)\\s*)?", Pattern.CASE_INSENSITIVE);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Representation || response.getEntity() instanceof Document) {
            response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            if (isWanted(request)) {
                response.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
            }
        }
    }

    /** Whether the answer to this request will be packed if it has a body. */
    public static boolean isWanted(ContainerRequestContext request) {
        @Nullable String accepted = request.getHeaderString(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && Arrays.stream(accepted.split(","))
                        .anyMatch(coding -> WANTED.matcher(coding).matches());
    }
}
