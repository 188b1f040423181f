package io.steelyard.api.spec;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /spec}: what the service promises, as its build has it. Anybody may read it. */
@Path("/spec")
public final class SpecResource {
    private static final String ROOT = "/io/steelyard/spec/";
    private static final Pattern FILE = Pattern.compile("(?:[A-Za-z0-9-]+/)*(?:[A-Za-z0-9-]+\\.)+([a-z]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "md", "text/markdown;charset=utf-8",
            "json", "application/json",
            "xsd", "application/xml",
            "xml", "application/xml");

    @GET
    public Response index() throws IOException {
        return file("index.html");
    }

    /** @throws NotFoundException when there is no such file */
    @GET
    @Path("{file: .+}")
    public Response file(@PathParam("file") String file) throws IOException {
        Matcher name = FILE.matcher(file);
        @Nullable String type = name.matches() ? TYPES.get(name.group(1)) : null;
        if (type == null) {
            throw new NotFoundException();
        }
        return Response.ok(read(file), type).build();
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = SpecResource.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new NotFoundException();
            }
            return in.readAllBytes();
        }
    }
}
