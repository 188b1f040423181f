package io.steelyard.api.operator.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.identity.AccountService;
import io.steelyard.control.limit.LimitService;
import io.steelyard.domain.account.TenantId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /operator/v1/accounts/{tenant}/limits}: what one account may have. PUT replaces all that it was given. */
@Path("/operator/v1/accounts/{tenant}/limits")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountLimitResource {
    private final AccountService accounts;
    private final LimitService limits;

    public AccountLimitResource(AccountService accounts, LimitService limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    @GET
    public Representation get(@PathParam("tenant") String tenant) {
        return body(known(tenant));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Representation set(@PathParam("tenant") String tenant, @Nullable JsonNode body) {
        TenantId account = known(tenant);
        limits.set(account, LimitBody.read(body));
        return body(account);
    }

    private Representation body(TenantId account) {
        return LimitBody.of(limits.of(account), limits.own(account));
    }

    private TenantId known(String tenant) {
        return accounts.get(PathIds.tenant(tenant)).tenant();
    }
}
