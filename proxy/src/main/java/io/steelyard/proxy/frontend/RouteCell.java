package io.steelyard.proxy.frontend;

/** Holds a listener's current {@link Route}. Written by the engine, read by every event loop. */
public final class RouteCell {
    private volatile Route route;

    public RouteCell(Route route) {
        this.route = route;
    }

    public Route get() {
        return route;
    }

    public void set(Route next) {
        route = next;
    }
}
