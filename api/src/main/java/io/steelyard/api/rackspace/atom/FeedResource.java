package io.steelyard.api.rackspace.atom;

import io.steelyard.api.http.Format;
import io.steelyard.api.rackspace.Ids;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What happened to a balancer or a part of it, newest first, where {@code .atom} or the Accept header asks for it (2010
 * specification, section 3.3). The paths are those of other resources, which answer all else.
 */
public abstract class FeedResource {
    private static final String LOAD_BALANCERS = "/v1.0/{tenantId}/loadbalancers";

    private final Feeds feeds;
    private final Topic topic;

    private FeedResource(Feeds feeds, Topic topic) {
        this.feeds = feeds;
        this.topic = topic;
    }

    /** Of everything that there are feeds of. */
    public static List<FeedResource> all(Feeds feeds) {
        return List.of(
                new OfLoadBalancer(feeds),
                new OfNodes(feeds),
                new OfVirtualIps(feeds),
                new OfAccessList(feeds),
                new OfHealthMonitor(feeds),
                new OfSessionPersistence(feeds),
                new OfConnectionThrottle(feeds));
    }

    @GET
    @Produces(Format.ATOM)
    public Response feed(@Context ContainerRequestContext request, @PathParam("id") String id) {
        return feeds.answer(request, topic, Ids.loadBalancer(id));
    }

    @Path(LOAD_BALANCERS)
    public static final class OfLoadBalancer extends FeedResource {
        OfLoadBalancer(Feeds feeds) {
            super(feeds, Topic.LOAD_BALANCER);
        }

        @Override
        @GET
        @Path("{id}")
        @Produces(Format.ATOM)
        public Response feed(@Context ContainerRequestContext request, @PathParam("id") String id) {
            return super.feed(request, id);
        }
    }

    @Path(LOAD_BALANCERS + "/{id}/nodes")
    public static final class OfNodes extends FeedResource {
        OfNodes(Feeds feeds) {
            super(feeds, Topic.NODES);
        }
    }

    @Path(LOAD_BALANCERS + "/{id}/virtualips")
    public static final class OfVirtualIps extends FeedResource {
        OfVirtualIps(Feeds feeds) {
            super(feeds, Topic.VIRTUAL_IPS);
        }
    }

    @Path(LOAD_BALANCERS + "/{id}/accesslist")
    public static final class OfAccessList extends FeedResource {
        OfAccessList(Feeds feeds) {
            super(feeds, Topic.ACCESS_LIST);
        }
    }

    @Path(LOAD_BALANCERS + "/{id}/healthmonitor")
    public static final class OfHealthMonitor extends FeedResource {
        OfHealthMonitor(Feeds feeds) {
            super(feeds, Topic.HEALTH_MONITOR);
        }
    }

    @Path(LOAD_BALANCERS + "/{id}/sessionpersistence")
    public static final class OfSessionPersistence extends FeedResource {
        OfSessionPersistence(Feeds feeds) {
            super(feeds, Topic.SESSION_PERSISTENCE);
        }
    }

    @Path(LOAD_BALANCERS + "/{id}/connectionthrottle")
    public static final class OfConnectionThrottle extends FeedResource {
        OfConnectionThrottle(Feeds feeds) {
            super(feeds, Topic.CONNECTION_THROTTLE);
        }
    }
}
