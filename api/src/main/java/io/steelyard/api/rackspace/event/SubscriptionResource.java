package io.steelyard.api.rackspace.event;

import io.steelyard.api.body.Attributes;
import io.steelyard.api.body.Representation;
import io.steelyard.api.body.Times;
import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Answers;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Ids;
import io.steelyard.control.subscription.NewSubscription;
import io.steelyard.control.subscription.Subscription;
import io.steelyard.control.subscription.SubscriptionService;
import io.steelyard.domain.refusal.Violation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /events/subscriptions}: where an account's events are sent. An extension of ours. */
@Path("/v1.0/{tenantId}/events/subscriptions")
@Produces(Format.ALL)
public final class SubscriptionResource {
    private static final int MAX_URL = 2_048;

    private final SubscriptionService subscriptions;

    public SubscriptionResource(SubscriptionService subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GET
    public Representation list(@Context ContainerRequestContext request) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        subscriptions.list(CallerOf.request(request)).forEach(each -> list.add(write(each)));
        return Representation.of("subscriptions", list);
    }

    /** The one answer that shows the secret. */
    @POST
    @Consumes(Format.ALL)
    public Representation create(@Context ContainerRequestContext request, @Nullable JsonNode body) {
        Subscription made = subscriptions.create(CallerOf.request(request), read(body));
        return Representation.of("subscription", write(made).put("secret", subscriptions.secret(made)));
    }

    @DELETE
    @Path("{subscription}")
    public Response delete(@Context ContainerRequestContext request, @PathParam("subscription") String subscription) {
        subscriptions.delete(CallerOf.request(request), Ids.subscription(subscription));
        return Answers.accepted();
    }

    private static NewSubscription read(@Nullable JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        Attributes in = Attributes.unwrapped(body, "subscription", violations);
        in.require("url");
        var url = in.text(
                        "url",
                        SubscriptionResource::isUsable,
                        "a URL of http or https with a host, without user and fragment, of at most " + MAX_URL
                                + " characters")
                .map(URI::create);
        in.refuseOthers();
        return new NewSubscription(url, violations);
    }

    private static boolean isUsable(String text) {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            return text.length() <= MAX_URL
                    && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= 65_535;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static ObjectNode write(Subscription subscription) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", subscription.id().value())
                .put("url", subscription.url().toString())
                .put("status", subscription.isActive() ? "ACTIVE" : "DISABLED")
                .put("cursor", subscription.cursor())
                .put("attempts", subscription.attempts());
        subscription.givenUp().ifPresent(why -> body.put("reason", why));
        return body.set("created", Times.object(subscription.created()));
    }
}
