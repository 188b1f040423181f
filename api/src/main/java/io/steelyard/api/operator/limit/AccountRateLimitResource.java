package io.steelyard.api.operator.limit;

import io.steelyard.api.body.Representation;
import io.steelyard.api.operator.PathIds;
import io.steelyard.control.identity.AccountService;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.domain.account.TenantId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code /operator/v1/accounts/{tenant}/rate-limits}: how many requests one account may send. PUT replaces all of them;
 * after DELETE the service's hold again.
 */
@Path("/operator/v1/accounts/{tenant}/rate-limits")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountRateLimitResource {
    private final AccountService accounts;
    private final RateLimitService rates;

    public AccountRateLimitResource(AccountService accounts, RateLimitService rates) {
        this.accounts = accounts;
        this.rates = rates;
    }

    @GET
    public Representation get(@PathParam("tenant") String tenant) {
        return body(known(tenant));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Representation set(@PathParam("tenant") String tenant, @Nullable JsonNode body) {
        TenantId account = known(tenant);
        rates.set(account, Optional.of(RateLimitBody.read(body)));
        return body(account);
    }

    @DELETE
    public Representation reset(@PathParam("tenant") String tenant) {
        TenantId account = known(tenant);
        rates.set(account, Optional.empty());
        return body(account);
    }

    private Representation body(TenantId account) {
        return RateLimitBody.of(rates.of(account), rates.own(account).isPresent());
    }

    private TenantId known(String tenant) {
        return accounts.get(PathIds.tenant(tenant)).tenant();
    }
}
