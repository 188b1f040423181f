package io.steelyard.server.settings;

import io.steelyard.control.limit.Limits;
import io.steelyard.domain.refusal.Refusal.Limit;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What accounts may have, as a setting names it: any of the limits, the others keep their usual value. */
final class LimitsSetting {
    private static final Pattern ONE = Pattern.compile("([a-z0-9]+)=([0-9]{1,9})");

    private LimitsSetting() {}

    /** The usual ones in the form that is read. */
    static String usual() {
        return Stream.of(Limit.values())
                .map(limit -> limit.key() + "=" + Limits.DEFAULT.of(limit))
                .collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException with a sentence that names what is wrong */
    static Limits parse(String text) {
        Map<Limit, Integer> given = new EnumMap<>(Limit.class);
        for (String part : text.split(",", -1)) {
            Matcher one = ONE.matcher(part.strip());
            if (!one.matches()) {
                throw new IllegalArgumentException(
                        "limits are written " + usual() + ", any of them, each with a whole number of 0 or more");
            }
            if (given.put(limit(one.group(1)), Integer.valueOf(one.group(2))) != null) {
                throw new IllegalArgumentException("the limit " + one.group(1) + " is given twice");
            }
        }
        return Limits.DEFAULT.with(given);
    }

    private static Limit limit(String key) {
        return Limit.withKey(key)
                .orElseThrow(() -> new IllegalArgumentException("there is no limit " + key + "; there are "
                        + Stream.of(Limit.values()).map(Limit::key).collect(Collectors.joining(", "))));
    }
}
