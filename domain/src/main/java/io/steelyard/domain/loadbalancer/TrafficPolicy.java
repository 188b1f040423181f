package io.steelyard.domain.loadbalancer;

import io.steelyard.domain.access.AccessRule;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.throttle.ConnectionThrottle;
import io.steelyard.domain.traffic.TrafficOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How traffic through a balancer is treated, whatever node it goes to.
 *
 * @param idleTimeout how long a connection may carry nothing after its first answer byte, 1 to 4000 s; tenants of the Rackspace dialect may ask
 *     for 120 s at most
 * @param halfClosed whether one side may go on sending when the other has finished
 * @param contentCaching whether answers are kept and given again
 * @param connectionLogging whether a line is written for every connection or request
 * @param accessList oldest rule first; empty lets everybody in
 * @param throttle empty for no limit of its own
 * @param errorPage empty for the service's default page
 * @param options what the operator has switched on; no dialect of tenants shows or sets them
 */
public record TrafficPolicy(
        Duration idleTimeout,
        boolean halfClosed,
        boolean contentCaching,
        boolean connectionLogging,
        List<AccessRule> accessList,
        Optional<ConnectionThrottle> throttle,
        Optional<ErrorPage> errorPage,
        TrafficOptions options) {
    public static final Duration MIN_IDLE_TIMEOUT = Duration.ofSeconds(1);
    public static final Duration MAX_IDLE_TIMEOUT = Duration.ofSeconds(4000);
    public static final TrafficPolicy DEFAULT = new TrafficPolicy(
            Duration.ofSeconds(30),
            false,
            false,
            false,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            TrafficOptions.NONE);

    public TrafficPolicy {
        accessList = List.copyOf(accessList);
        if (idleTimeout.compareTo(MIN_IDLE_TIMEOUT) < 0 || idleTimeout.compareTo(MAX_IDLE_TIMEOUT) > 0) {
            throw new IllegalArgumentException("an idle time-out is 1 to 4000 s, not " + idleTimeout);
        }
    }

    public TrafficPolicy withIdleTimeout(Duration other) {
        return new TrafficPolicy(
                other, halfClosed, contentCaching, connectionLogging, accessList, throttle, errorPage, options);
    }

    public TrafficPolicy withHalfClosed(boolean other) {
        return new TrafficPolicy(
                idleTimeout, other, contentCaching, connectionLogging, accessList, throttle, errorPage, options);
    }

    public TrafficPolicy withContentCaching(boolean other) {
        return new TrafficPolicy(
                idleTimeout, halfClosed, other, connectionLogging, accessList, throttle, errorPage, options);
    }

    public TrafficPolicy withConnectionLogging(boolean other) {
        return new TrafficPolicy(
                idleTimeout, halfClosed, contentCaching, other, accessList, throttle, errorPage, options);
    }

    public TrafficPolicy withAccessList(List<AccessRule> others) {
        return new TrafficPolicy(
                idleTimeout, halfClosed, contentCaching, connectionLogging, others, throttle, errorPage, options);
    }

    public TrafficPolicy withThrottle(Optional<ConnectionThrottle> other) {
        return new TrafficPolicy(
                idleTimeout, halfClosed, contentCaching, connectionLogging, accessList, other, errorPage, options);
    }

    public TrafficPolicy withErrorPage(Optional<ErrorPage> other) {
        return new TrafficPolicy(
                idleTimeout, halfClosed, contentCaching, connectionLogging, accessList, throttle, other, options);
    }

    public TrafficPolicy withOptions(TrafficOptions other) {
        return new TrafficPolicy(
                idleTimeout, halfClosed, contentCaching, connectionLogging, accessList, throttle, errorPage, other);
    }
}
