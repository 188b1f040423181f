package io.steelyard.conformance.mutations;

import java.util.List;
import java.util.Optional;

/** What a node may hear of one input: its requests, each once and in order, and nothing else. */
final class Expected {
    private final Input input;
    private final List<Request> requests;
    private int next;

    Expected(Input input) {
        this.input = input;
        this.requests = input.isHttp2() ? List.of() : RequestReader.all(input.octets());
    }

    /** Why this request should not have come; nothing when it may. */
    synchronized Optional<String> judge(Request heard) {
        if (input.isHttp2()) {
            return Optional.empty();
        }
        if (next < requests.size() && requests.get(next).asksTheSameAs(heard)) {
            next++;
            return Optional.empty();
        }
        return Optional.of("a node heard " + heard + ", and may have heard " + requests + " of which " + next
                + " had come before; " + input);
    }

    @Override
    public String toString() {
        return input.toString();
    }
}
