package io.steelyard.api.container;

import io.steelyard.control.container.Containers;
import io.steelyard.control.container.StoredContainer;
import io.steelyard.control.container.StoredObject;
import io.steelyard.control.identity.IdentityService;
import io.steelyard.control.identity.Token;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/AUTH_{tenant}}: account, containers and objects, for whoever has a token of that tenant. */
@Path("/v1/AUTH_{account}")
public final class ContainerResource {
    private static final String TOKEN = "X-Auth-Token";

    private final IdentityService identity;
    private final Containers containers;

    public ContainerResource(IdentityService identity, Containers containers) {
        this.identity = identity;
        this.containers = containers;
    }

    @GET
    public Response list(@Context ContainerRequestContext request, @PathParam("account") String account) {
        TenantId tenant = reader(request, account);
        List<StoredContainer> all = containers.list(tenant);
        return Listing.of(request).containers(all);
    }

    @HEAD
    public Response head(@Context ContainerRequestContext request, @PathParam("account") String account) {
        return Listing.summary(containers.list(reader(request, account))).build();
    }

    @GET
    @Path("{container}")
    public Response list(
            @Context ContainerRequestContext request,
            @PathParam("account") String account,
            @PathParam("container") String container) {
        TenantId tenant = reader(request, account);
        StoredContainer found = found(tenant, container);
        return Listing.of(request).objects(found, containers.objects(tenant, container));
    }

    @HEAD
    @Path("{container}")
    public Response head(
            @Context ContainerRequestContext request,
            @PathParam("account") String account,
            @PathParam("container") String container) {
        return Listing.summary(found(reader(request, account), container)).build();
    }

    /** Only an empty one can go. */
    @DELETE
    @Path("{container}")
    public Response delete(
            @Context ContainerRequestContext request,
            @PathParam("account") String account,
            @PathParam("container") String container)
            throws IOException {
        TenantId tenant = writer(request, account);
        StoredContainer found = found(tenant, container);
        try {
            containers.delete(tenant, found.name());
        } catch (DirectoryNotEmptyException inUse) {
            return Response.status(Response.Status.CONFLICT).build();
        }
        return Response.noContent().build();
    }

    @GET
    @Path("{container}/{object}")
    public Response get(
            @Context ContainerRequestContext request,
            @PathParam("account") String account,
            @PathParam("container") String container,
            @PathParam("object") String object)
            throws IOException {
        TenantId tenant = reader(request, account);
        StoredObject found = found(tenant, container, object);
        InputStream content = open(tenant, container, object);
        StreamingOutput body = out -> {
            try (content) {
                content.transferTo(out);
            }
        };
        return described(found).entity(body).build();
    }

    @HEAD
    @Path("{container}/{object}")
    public Response head(
            @Context ContainerRequestContext request,
            @PathParam("account") String account,
            @PathParam("container") String container,
            @PathParam("object") String object) {
        return described(found(reader(request, account), container, object)).build();
    }

    @DELETE
    @Path("{container}/{object}")
    public Response delete(
            @Context ContainerRequestContext request,
            @PathParam("account") String account,
            @PathParam("container") String container,
            @PathParam("object") String object)
            throws IOException {
        TenantId tenant = writer(request, account);
        if (!containers.delete(tenant, container, object)) {
            throw new NotFoundException();
        }
        return Response.noContent().build();
    }

    private InputStream open(TenantId tenant, String container, String object) throws IOException {
        try {
            return containers.read(tenant, container, object);
        } catch (NoSuchFileException deletedJustNow) {
            throw new NotFoundException(deletedJustNow);
        }
    }

    private static Response.ResponseBuilder described(StoredObject object) {
        return Response.ok()
                .type("application/zip")
                .header(HttpHeaders.CONTENT_LENGTH, object.octets())
                .tag(new EntityTag(object.etag()))
                .lastModified(Date.from(object.modified()));
    }

    private StoredContainer found(TenantId tenant, String container) {
        return containers.find(tenant, container).orElseThrow(NotFoundException::new);
    }

    private StoredObject found(TenantId tenant, String container, String object) {
        return containers.find(tenant, container, object).orElseThrow(NotFoundException::new);
    }

    private TenantId reader(ContainerRequestContext request, String account) {
        return token(request, account).tenant();
    }

    private TenantId writer(ContainerRequestContext request, String account) {
        Token token = token(request, account);
        if (!token.role().mayWrite()) {
            throw new RefusedException(new Refusal.Forbidden());
        }
        return token.tenant();
    }

    private Token token(ContainerRequestContext request, String account) {
        @Nullable String given = request.getHeaderString(TOKEN);
        Token token = identity.authenticate(given == null ? "" : given);
        if (!token.tenant().toString().equals(account)) {
            throw new RefusedException(new Refusal.Unauthorized());
        }
        return token;
    }
}
