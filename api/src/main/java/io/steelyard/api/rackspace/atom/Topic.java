package io.steelyard.api.rackspace.atom;

import io.steelyard.control.event.Part;
import java.util.Optional;

/** What there are feeds of. */
enum Topic {
    LOAD_BALANCER("", "Load balancer"),
    NODES("/nodes", "Nodes of load balancer", Part.NODE),
    VIRTUAL_IPS("/virtualips", "Virtual IPs of load balancer", Part.VIRTUAL_IP),
    ACCESS_LIST("/accesslist", "Access list of load balancer", Part.ACCESS_LIST),
    HEALTH_MONITOR("/healthmonitor", "Health monitor of load balancer", Part.HEALTH_MONITOR),
    SESSION_PERSISTENCE("/sessionpersistence", "Session persistence of load balancer", Part.SESSION_PERSISTENCE),
    CONNECTION_THROTTLE("/connectionthrottle", "Connection throttle of load balancer", Part.CONNECTION_THROTTLE);

    private final String path;
    private final String title;
    private final Optional<Part> part;

    Topic(String path, String title) {
        this(path, title, Optional.empty());
    }

    Topic(String path, String title, Part part) {
        this(path, title, Optional.of(part));
    }

    Topic(String path, String title, Optional<Part> part) {
        this.path = path;
        this.title = title;
        this.part = part;
    }

    /** The one that a part belongs to. */
    static Topic of(Part part) {
        return switch (part) {
            case NODE -> NODES;
            case VIRTUAL_IP -> VIRTUAL_IPS;
            case ACCESS_LIST -> ACCESS_LIST;
            case HEALTH_MONITOR -> HEALTH_MONITOR;
            case SESSION_PERSISTENCE -> SESSION_PERSISTENCE;
            case CONNECTION_THROTTLE -> CONNECTION_THROTTLE;
        };
    }

    /** Below the balancer's own. */
    String path() {
        return path;
    }

    /** With a balancer's id behind it. */
    String title() {
        return title;
    }

    /** The part whose events it has; empty for all of a balancer's. */
    Optional<Part> part() {
        return part;
    }
}
