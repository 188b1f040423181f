package io.steelyard.api.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted (2010 specification, section 3.6).
 *
 * @param marker the id that the list starts with, 0 for the first there is
 * @param offset how many to skip from there, 0 or more
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record Paging(int marker, int offset, int limit) {
    public static final int MAX_LIMIT = 100;
    /** Only the first item there is. */
    public static final Paging FIRST = new Paging(0, 0, 1);

    /**
     * Reads {@code marker}, {@code offset} and {@code limit}. A limit that is 0, negative or too large means the
     * largest one: the specification's own sample asks for limit=0.
     *
     * @throws RequestException 400 when one of them is not a whole number
     */
    public static Paging of(MultivaluedMap<String, String> query) {
        int limit = number(query, "limit");
        return new Paging(
                number(query, "marker"), number(query, "offset"), limit == 0 || limit > MAX_LIMIT ? MAX_LIMIT : limit);
    }

    /** That part of a list whose ids rise. */
    public <T> List<T> of(List<T> all, ToIntFunction<T> id) {
        return all.stream()
                .filter(item -> id.applyAsInt(item) >= marker)
                .skip(offset)
                .limit(limit)
                .toList();
    }

    /** That part of a list whose ids fall. */
    public <T> List<T> ofFalling(List<T> all, ToIntFunction<T> id) {
        return all.stream()
                .filter(item -> marker == 0 || id.applyAsInt(item) <= marker)
                .skip(offset)
                .limit(limit)
                .toList();
    }

    /** That part of a list whose items have no ids. */
    public <T> List<T> of(List<T> all) {
        return all.stream().skip(offset).limit(limit).toList();
    }

    private static int number(MultivaluedMap<String, String> query, String name) {
        @Nullable String text = query.getFirst(name);
        if (text == null || text.isBlank()) {
            return 0;
        }
        try {
            return (int) Math.clamp(Long.parseLong(text.strip()), 0, Integer.MAX_VALUE);
        } catch (NumberFormatException notANumber) {
            throw new RequestException(400, "The query parameter " + name + " must be a whole number.");
        }
    }
}
