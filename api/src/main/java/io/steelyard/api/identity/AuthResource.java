package io.steelyard.api.identity;

import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.api.region.PublicUrls;
import io.steelyard.control.identity.Login;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1.1/auth}, the "Cloud Auth 1.1" of the 2010 specification, section 3.1.4. */
@Path("/v1.1/auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AuthResource {
    private final AuditedLogin logins;
    private final PublicUrls urls;

    public AuthResource(AuditedLogin logins, PublicUrls urls) {
        this.logins = logins;
        this.urls = urls;
    }

    @POST
    public Representation login(@Context ContainerRequestContext request, @Nullable JsonNode body) {
        Login login = logins.login(request, Credentials.ofAuth(body), _ -> true);
        ObjectNode auth = JsonNodeFactory.instance.objectNode();
        auth.putObject("token").put("id", login.token()).put("expires", Times.text(login.expires()));
        ServiceCatalog.addTo(
                auth.putObject("serviceCatalog"), urls, login.account().tenant());
        return Representation.of("auth", auth);
    }
}
