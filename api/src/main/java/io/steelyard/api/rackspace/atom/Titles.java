package io.steelyard.api.rackspace.atom;

import io.steelyard.control.event.Event;
import io.steelyard.control.event.Part;
import io.steelyard.control.event.Subject;

/** What happened, in a few words. */
final class Titles {
    private Titles() {}

    static String of(Event event) {
        return event.subject()
                .map(subject -> noun(subject) + verb(event.type(), subject))
                .orElseGet(() -> ofWhole(event));
    }

    private static String ofWhole(Event event) {
        return switch (event.type()) {
            case LOG_LOST -> "Lines of the access log lost";
            case SUBSCRIPTION_DISABLED -> "Subscription disabled";
            default -> "Load balancer " + event.loadBalancer() + verb(event.type());
        };
    }

    private static String noun(Subject subject) {
        return words(subject.part()) + subject.id().map(id -> " " + id).orElse("");
    }

    private static String words(Part part) {
        return switch (part) {
            case NODE -> "Node";
            case VIRTUAL_IP -> "Virtual IP";
            case ACCESS_LIST -> "Access list";
            case HEALTH_MONITOR -> "Health monitor";
            case SESSION_PERSISTENCE -> "Session persistence";
            case CONNECTION_THROTTLE -> "Connection throttle";
        };
    }

    private static String verb(Event.Type type, Subject subject) {
        return subject.status().map(status -> " " + status).orElseGet(() -> verb(type));
    }

    private static String verb(Event.Type type) {
        return switch (type) {
            case CREATED -> " created";
            case UPDATED -> " updated";
            case APPLIED -> " in service";
            case FAILED -> " failed";
            case SUSPENDED -> " suspended";
            case RESUMED -> " resumed";
            case RESYNCED -> " told to its hosts anew";
            case DELETE_REQUESTED -> " about to be deleted";
            case DELETED -> " deleted";
            case ADDED -> " added";
            case REMOVED -> " removed";
            case CHANGED, NODE_STATUS, LOG_LOST, SUBSCRIPTION_DISABLED -> " changed";
        };
    }
}
