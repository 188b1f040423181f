package io.steelyard.api.operator;

import io.steelyard.api.http.RequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a long list is wanted.
 *
 * @param from the lowest id wanted, inclusive, 1 or more
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record Part(long from, int limit) {
    public static final int MAX_LIMIT = 1_000;
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_DIGITS = 18;

    /**
     * Reads {@code from} and {@code limit}.
     *
     * @throws RequestException 400 when one is out of range
     */
    public static Part of(MultivaluedMap<String, String> query) {
        return new Part(number(query, "from", 1, Long.MAX_VALUE), (int) number(query, "limit", USUAL_LIMIT, MAX_LIMIT));
    }

    private static long number(MultivaluedMap<String, String> query, String name, long usual, long most) {
        @Nullable String text = query.getFirst(name);
        if (text == null) {
            return usual;
        }
        boolean digits = !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
        if (!digits || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
            throw new RequestException(
                    400,
                    "The query parameter " + name + " must be a whole number of 1 or more"
                            + (most == Long.MAX_VALUE ? "." : ", at most " + most + "."));
        }
        return Long.parseLong(text);
    }
}
