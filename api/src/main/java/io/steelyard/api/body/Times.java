package io.steelyard.api.body;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Times as clients can read them: UTC, whole seconds; one of them cannot read fractions. */
public final class Times {
    private Times() {}

    /** ISO-8601, such as {@code 2010-11-30T03:23:42Z}. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code {"time":"2010-11-30T03:23:42Z"}}. */
    public static ObjectNode object(Instant time) {
        return JsonNodeFactory.instance.objectNode().put("time", text(time));
    }
}
