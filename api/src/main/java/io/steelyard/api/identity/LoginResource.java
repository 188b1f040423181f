package io.steelyard.api.identity;

import io.steelyard.api.region.PublicUrls;
import io.steelyard.api.region.RegionOfRequest;
import io.steelyard.control.identity.Login;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1.0} (2010 specification, section 3.1): credentials and answer in headers. */
@Path("/v1.0")
public final class LoginResource {
    private final AuditedLogin logins;
    private final PublicUrls urls;
    private final RegionOfRequest region;

    public LoginResource(AuditedLogin logins, PublicUrls urls, RegionOfRequest region) {
        this.logins = logins;
        this.urls = urls;
        this.region = region;
    }

    @GET
    public Response login(
            @Context ContainerRequestContext request,
            @HeaderParam("X-Auth-User") @Nullable String user,
            @HeaderParam("X-Auth-Key") @Nullable String key) {
        Credentials credentials = new Credentials(user == null ? "" : user, key == null ? "" : key, Optional.empty());
        Login login = logins.login(request, credentials, _ -> true);
        String base = urls.of(region.of(request));
        String storage = base + "/v1/AUTH_" + login.account().tenant();
        return Response.noContent()
                .header("X-Auth-Token", login.token())
                .header(
                        "X-Server-Management-Url",
                        base + "/v1.0/" + login.account().tenant())
                .header("X-Storage-Url", storage)
                .header("X-CDN-Management-Url", storage)
                .build();
    }
}
