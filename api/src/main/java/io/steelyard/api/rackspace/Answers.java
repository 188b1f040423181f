package io.steelyard.api.rackspace;

import io.steelyard.api.body.Representation;
import jakarta.ws.rs.core.Response;

/** Answers to writes. Always 202: clients compare. */
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
}
