package io.steelyard.control.subscription;

import io.steelyard.domain.refusal.Violation;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as somebody asks for it.
 *
 * @param url empty when it could not be read; {@code violations} says why
 */
public record NewSubscription(Optional<URI> url, List<Violation> violations) {
    public NewSubscription {
        violations = List.copyOf(violations);
    }
}
