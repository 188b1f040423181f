package io.steelyard.api.rackspace.atom;

import io.steelyard.api.body.Document;
import io.steelyard.api.body.GzipFilter;
import io.steelyard.api.http.ChangesSince;
import io.steelyard.api.http.Paging;
import io.steelyard.api.rackspace.CallerOf;
import io.steelyard.api.rackspace.Preconditions;
import io.steelyard.api.region.PublicUrls;
import io.steelyard.control.event.EventSearch;
import io.steelyard.control.event.EventService;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.loadbalancer.LoadBalancerService;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads what happened, and answers with it as a feed. */
public final class Feeds {
    private final LoadBalancerService loadBalancers;
    private final EventService events;
    private final PublicUrls urls;

    public Feeds(LoadBalancerService loadBalancers, EventService events, PublicUrls urls) {
        this.loadBalancers = loadBalancers;
        this.events = events;
        this.urls = urls;
    }

    Response answer(ContainerRequestContext request, Topic topic, LoadBalancerId id) {
        Caller caller = CallerOf.request(request);
        FeedPage page = page(request, caller, topic, id);
        if (page.since().isPresent() && page.found().isEmpty()) {
            return ChangesSince.nothing();
        }
        Place place = new Place(
                urls.of(caller.region()), loadBalancers.get(caller, id).row());
        Document feed = FeedDocument.of(place, topic, page);
        return Preconditions.answer(request, id, tag(feed, GzipFilter.isWanted(request)), feed);
    }

    private FeedPage page(ContainerRequestContext request, Caller caller, Topic topic, LoadBalancerId id) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        Paging paging = Paging.of(query);
        Optional<ChangesSince> since = ChangesSince.of(query);
        EventSearch wanted = new EventSearch(
                id,
                topic.part(),
                since.map(ChangesSince::since),
                paging.marker() == 0 ? Long.MAX_VALUE : paging.marker(),
                paging.offset(),
                paging.limit() + 1);
        return new FeedPage(paging, since, events.list(caller, wanted));
    }

    /** Of the bytes: entries never change, but old ones go. */
    private static EntityTag tag(Document feed, boolean gzip) {
        byte[] digest = sha256().digest(feed.text().getBytes(StandardCharsets.UTF_8));
        return new EntityTag(HexFormat.of().formatHex(digest, 0, 16) + "-atom" + (gzip ? "-gzip" : ""));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
