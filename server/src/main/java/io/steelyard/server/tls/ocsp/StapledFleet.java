package io.steelyard.server.tls.ocsp;

import io.steelyard.control.fleet.Fleet;
import io.steelyard.control.fleet.Observer;
import io.steelyard.domain.desired.HostDesired;

/** A fleet whose certificates are asked about, {@link Stapling}. */
public final class StapledFleet implements Fleet {
    private final Fleet fleet;
    private final Stapling stapling;

    public StapledFleet(Fleet fleet, Stapling stapling) {
        this.fleet = fleet;
        this.stapling = stapling;
    }

    @Override
    public void publish(HostDesired desired) {
        stapling.follow(desired);
        fleet.publish(desired);
    }

    @Override
    public void start(Observer observer) {
        fleet.start(new StapledObserver(observer, stapling));
    }

    @Override
    public void close() {
        fleet.close();
    }
}
