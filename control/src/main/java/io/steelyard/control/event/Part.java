package io.steelyard.control.event;

/** The parts of a balancer whose changes are events of their own. */
public enum Part {
    NODE("node"),
    VIRTUAL_IP("virtual IP"),
    ACCESS_LIST("access list"),
    HEALTH_MONITOR("health monitor"),
    SESSION_PERSISTENCE("session persistence"),
    CONNECTION_THROTTLE("connection throttle");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    /** As a sentence names it. */
    String words() {
        return words;
    }
}
