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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v2.0/tokens}: what most clients log in with. */
@Path("/v2.0/tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TokensResource {
    private final AuditedLogin logins;
    private final PublicUrls urls;

    public TokensResource(AuditedLogin logins, PublicUrls urls) {
        this.logins = logins;
        this.urls = urls;
    }

    @POST
    public Representation login(@Context ContainerRequestContext request, @Nullable JsonNode body) {
        Credentials credentials = Credentials.ofTokens(body);
        Login login = logins.login(request, credentials, credentials::isFor);
        ObjectNode access = JsonNodeFactory.instance.objectNode();
        access.set("token", token(login));
        access.set("user", user(login));
        ServiceCatalog.addTo(
                access.putArray("serviceCatalog"), urls, login.account().tenant());
        return Representation.of("access", access);
    }

    private static ObjectNode token(Login login) {
        ObjectNode token = JsonNodeFactory.instance
                .objectNode()
                .put("id", login.token())
                .put("expires", Times.text(login.expires()));
        token.putObject("tenant")
                .put("id", login.account().tenant().toString())
                .put("name", login.account().name());
        return token;
    }

    private ObjectNode user(Login login) {
        ObjectNode user = JsonNodeFactory.instance
                .objectNode()
                .put("id", login.account().tenant().toString())
                .put("name", login.user())
                .put("RAX-AUTH:defaultRegion", urls.first().value());
        user.putArray("roles")
                .addObject()
                .put("id", "1")
                .put("name", "lbaas:" + login.role().name().toLowerCase(Locale.ROOT));
        return user;
    }
}
