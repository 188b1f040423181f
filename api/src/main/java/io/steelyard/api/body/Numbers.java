package io.steelyard.api.body;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whole numbers as clients write them. */
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private Numbers() {}

    /** A number, or a text that holds one; empty when it is neither or does not fit a long. */
    static Optional<Long> whole(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(node.longValue());
        }
        if (node.isString() && WHOLE.matcher(node.stringValue()).matches()) {
            return Optional.of(Long.parseLong(node.stringValue()));
        }
        return Optional.empty();
    }
}
