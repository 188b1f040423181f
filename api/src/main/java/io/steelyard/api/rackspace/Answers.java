package io.steelyard.api.rackspace;

import io.steelyard.api.body.Representation;
import io.steelyard.api.http.ChangesSince;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers that resources have in common. Writes are always answered 202: clients compare. */
public final class Answers {
    private Answers() {}

    /** With what was made. */
    public static Response accepted(Representation made) {
        return Response.accepted(made).build();
    }

    /** Without a body. */
    public static Response accepted() {
        return Response.accepted().build();
    }

    /**
     * A list, of which somebody may want only what changed; 304 when that is nothing (2010 specification, section 3.7).
     *
     * @param wanted empty for all
     */
    public static <T> Response changed(
            List<T> all,
            Function<? super T, Instant> updated,
            Optional<ChangesSince> wanted,
            Function<List<T>, Representation> body) {
        List<T> changed = all.stream()
                .filter(item -> wanted.isEmpty() || wanted.get().includes(updated.apply(item)))
                .toList();
        boolean nothing = wanted.isPresent() && changed.isEmpty();
        return nothing
                ? ChangesSince.nothing()
                : Response.ok(body.apply(changed)).build();
    }
}
