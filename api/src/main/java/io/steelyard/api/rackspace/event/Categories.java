package io.steelyard.api.rackspace.event;

import io.steelyard.control.event.Event;

/** What this dialect's clients know events by. */
public final class Categories {
    public static final String AUTHOR = "Steelyard";

    private Categories() {}

    /** CREATE, UPDATE or DELETE. */
    public static String of(Event.Type type) {
        return switch (type) {
            case CREATED, ADDED -> "CREATE";
            case DELETE_REQUESTED, DELETED, REMOVED -> "DELETE";
            case UPDATED,
                    APPLIED,
                    FAILED,
                    SUSPENDED,
                    RESUMED,
                    RESYNCED,
                    NODE_STATUS,
                    LOG_LOST,
                    CHANGED,
                    SUBSCRIPTION_DISABLED -> "UPDATE";
        };
    }
}
