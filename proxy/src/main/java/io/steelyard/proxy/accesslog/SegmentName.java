package io.steelyard.proxy.accesslog;

import io.steelyard.domain.accesslog.SealedLog;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of which log a segment is; the rest is as in {@link SealedLog}.
 *
 * @param beginSeconds of its period, since 1970
 */
record SegmentName(LogKey log, long beginSeconds, long epoch, long number) {
    private static final Pattern NAME =
            Pattern.compile("([0-9]{1,10})-([0-9]{1,12})-([0-9]{1,18})-([0-9]{1,18})(?:-([1-9][0-9]{0,3}))?\\.log");

    String fileName() {
        String kind = log.isDetailed() ? "-" + log.periodSeconds() : "";
        return log.balancer() + "-" + beginSeconds + "-" + epoch + "-" + number + kind + ".log";
    }

    static Optional<SegmentName> parse(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                ? Optional.of(new SegmentName(
                        new LogKey(
                                (int) Long.parseLong(name.group(1)),
                                name.group(5) == null ? LogKey.USUAL : Integer.parseInt(name.group(5))),
                        Long.parseLong(name.group(2)),
                        Long.parseLong(name.group(3)),
                        Long.parseLong(name.group(4))))
                : Optional.empty();
    }

    SealedLog sealed(long lines, long lost) {
        return new SealedLog(
                new LoadBalancerId(log.balancer()),
                Instant.ofEpochSecond(beginSeconds),
                epoch,
                number,
                lines,
                lost,
                log.isDetailed() ? Optional.of(Duration.ofSeconds(log.periodSeconds())) : Optional.empty());
    }
}
