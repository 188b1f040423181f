package io.steelyard.api.operator;

import io.steelyard.api.http.RequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Query parameters of lists that come newest first. */
public final class Before {
    private Before() {}

    /** Reads {@code before}: the id below which the list goes on; without it the newest. */
    public static long id(MultivaluedMap<String, String> query) {
        return read(query, "before", Long::parseLong, "a whole number").orElse(Long.MAX_VALUE);
    }

    /** @throws RequestException 400 when it is no time */
    public static Optional<Instant> time(MultivaluedMap<String, String> query, String name) {
        return read(query, name, Instant::parse, "a time such as 2026-01-02T03:04:05Z");
    }

    /**
     * A parameter that may be left out.
     *
     * @throws RequestException 400 when it cannot be read
     */
    public static <T> Optional<T> read(
            MultivaluedMap<String, String> query, String name, Function<String, T> parse, String mustBe) {
        @Nullable String text = query.getFirst(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw new RequestException(400, "The query parameter " + name + " must be " + mustBe + ".");
        }
    }
}
