package io.steelyard.control.usage;

import io.steelyard.domain.observed.HostName;
import io.steelyard.domain.observed.Traffic;
import io.steelyard.domain.observed.TrafficReport;

/**
 * What is known of a balancer's traffic on one host.
 *
 * @param sequence of the message that said it
 * @param latest the host's count as it said it last
 * @param plainBefore what counts of earlier epochs came to
 * @param secureBefore likewise, where TLS ends
 */
public record HostTraffic(
        HostName host, long sequence, TrafficReport latest, Traffic plainBefore, Traffic secureBefore) {
    static HostTraffic nothing(HostName host, TrafficReport about) {
        TrafficReport none = new TrafficReport(about.loadBalancer(), about.epoch(), Traffic.NONE, Traffic.NONE);
        return new HostTraffic(host, 0, none, Traffic.NONE, Traffic.NONE);
    }

    /** What a host says now, if this was said before. */
    HostTraffic next(long number, TrafficReport report) {
        boolean anew = report.epoch() != latest.epoch();
        return new HostTraffic(
                host,
                number,
                report,
                anew ? plain().withoutClients() : plainBefore,
                anew ? secure().withoutClients() : secureBefore);
    }

    /** Whether it was said after this. */
    boolean isOlderThan(long number, TrafficReport report) {
        return number > sequence || report.epoch() > latest.epoch();
    }

    /** What a count has grown by. */
    TrafficReport growth(TrafficReport report) {
        return report.epoch() == latest.epoch()
                ? new TrafficReport(
                        report.loadBalancer(),
                        report.epoch(),
                        report.plain().since(latest.plain()),
                        report.secure().since(latest.secure()))
                : report;
    }

    /** Everything without TLS, over all epochs. */
    public Traffic plain() {
        return plainBefore.plus(latest.plain());
    }

    /** Everything where TLS ends, over all epochs. */
    public Traffic secure() {
        return secureBefore.plus(latest.secure());
    }

    /** Clients connected when it was said. */
    public long connected() {
        return latest.plain().current() + latest.secure().current();
    }
}
