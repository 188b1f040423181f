package io.steelyard.proxy.frontend;

/** Holds a listener's current {@link Route}. Any thread replaces it, every event loop reads it. */
public final class RouteCell {
    private volatile Route route;

    public RouteCell(Route route) {
        this.route = route;
    }

    public Route get() {
        return route;
    }

    /** The configuration has changed. */
    public synchronized void set(Route next) {
        // Availability may have changed since it was made.
        replace(next.refreshed());
    }

    /** The availability of a node has changed. */
    public synchronized void refresh() {
        replace(route.refreshed());
    }

    /** The listener is gone: the latest route serves on while its connections drain, and nothing replaces it. */
    public synchronized void abandon() {
        route.close();
    }

    private void replace(Route next) {
        Route before = route;
        if (next != before) {
            next.open();
            route = next;
            before.close();
        }
    }
}
