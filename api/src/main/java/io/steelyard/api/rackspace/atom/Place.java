package io.steelyard.api.rackspace.atom;

import io.steelyard.control.event.Event;
import io.steelyard.control.event.Part;
import io.steelyard.control.event.RecordedEvent;
import io.steelyard.control.event.Subject;
import io.steelyard.control.store.LoadBalancerRow;

/**
 * Where a balancer is on the web, and what it and its events are named for ever (RFC 4151). The moment of its creation is in
 * the name, since other services number theirs from 1 too.
 *
 * @param server the public URL of its region: scheme, host and port
 */
record Place(String server, LoadBalancerRow row) {
    private static final String AUTHORITY = "tag:steelyard.io,2026:";

    String url() {
        return server + "/v1.0/" + row.tenant() + path();
    }

    /** Of what an event is about. */
    String url(Event event) {
        return url() + event.subject().map(Place::path).orElse("");
    }

    private static String path(Subject subject) {
        String path = Topic.of(subject.part()).path();
        return subject.part() == Part.NODE
                ? path + subject.id().map(id -> "/" + id).orElse("")
                : path;
    }

    String name(Topic topic) {
        return name() + topic.path();
    }

    String name(RecordedEvent event) {
        return name() + "/events/" + event.id();
    }

    private String name() {
        return AUTHORITY + row.tenant() + "/" + row.change().created().getEpochSecond() + path();
    }

    private String path() {
        return "/loadbalancers/" + row.id();
    }
}
