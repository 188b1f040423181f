package io.steelyard.api.http;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Only what changed at or after a moment is wanted (2010 specification, section 3.7).
 *
 * @param since a whole second, since clients know times to the second only
 */
public record ChangesSince(Instant since) {
    private static final String NAME = "changes-since";
    private static final Pattern UNIX_SECONDS = Pattern.compile("-?[0-9]{1,11}");

    public ChangesSince {
        since = since.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Reads {@code changes-since}: seconds since 1970, or ISO-8601 with its offset. Empty when it is absent.
     *
     * @throws RequestException 400 when it is neither
     */
    public static Optional<ChangesSince> of(MultivaluedMap<String, String> query) {
        @Nullable String text = query.getFirst(NAME);
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(new ChangesSince(moment(text.strip())));
    }

    private static Instant moment(String text) {
        try {
            // A plus sign that a client did not escape arrives as a blank.
            return UNIX_SECONDS.matcher(text).matches()
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException malformed) {
            throw new RequestException(
                    400,
                    "The query parameter " + NAME
                            + " must be a number of seconds since 1970, or a time such as 2010-11-30T03:23:42Z.");
        }
    }

    /** Whether something that changed last at this time is wanted. */
    public boolean includes(Instant updated) {
        return !updated.isBefore(since);
    }

    /** What is answered when nothing is wanted: 304, without a body. */
    public static Response nothing() {
        return Response.notModified().build();
    }
}
