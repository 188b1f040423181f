package io.steelyard.domain.accesslog;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a balancer's access log that is complete. A host leaves it as a file of this name, and nothing else tells
 * of it. Balancer, epoch and segment name it among all that the host ever leaves.
 *
 * @param begin of the period that its lines are of; they are of one hour
 * @param epoch raised each time that the host's process starts
 * @param segment counts within the epoch
 * @param lines in it
 * @param lost how many lines more there should be
 * @param period of a detailed log, whose lines are its balancer's own kind; empty for a log of the host's usual period
 */
public record SealedLog(
        LoadBalancerId loadBalancer,
        Instant begin,
        long epoch,
        long segment,
        long lines,
        long lost,
        Optional<Duration> period) {
    private static final String NUMBER = "-([0-9]{1,18})";
    private static final Pattern NAME =
            Pattern.compile("([0-9]{1,10})" + NUMBER + NUMBER + NUMBER + NUMBER + NUMBER + "(?:-([0-9]{1,4}))?\\.zip");

    /** The hour that its lines are of. */
    public Instant hour() {
        return begin.truncatedTo(ChronoUnit.HOURS);
    }

    public String fileName() {
        return "%s-%d-%d-%d-%d-%d%s.zip"
                .formatted(
                        loadBalancer,
                        begin.getEpochSecond(),
                        epoch,
                        segment,
                        lines,
                        lost,
                        period.map(length -> "-" + length.toSeconds()).orElse(""));
    }

    /** Empty when it is no such name. */
    public static Optional<SealedLog> parse(String fileName) {
        return Optional.of(NAME.matcher(fileName))
                .filter(Matcher::matches)
                .filter(name -> number(name, 1) > 0 && number(name, 1) <= Integer.MAX_VALUE)
                .map(SealedLog::of);
    }

    private static SealedLog of(Matcher name) {
        return new SealedLog(
                new LoadBalancerId((int) number(name, 1)),
                Instant.ofEpochSecond(number(name, 2)),
                number(name, 3),
                number(name, 4),
                number(name, 5),
                number(name, 6),
                Optional.ofNullable(name.group(7)).map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
    }

    private static long number(Matcher name, int group) {
        return Long.parseLong(name.group(group));
    }
}
