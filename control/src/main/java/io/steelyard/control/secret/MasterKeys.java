package io.steelyard.control.secret;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that there are.
 *
 * @param current seals what is new
 * @param next another one that may have sealed something: a change of keys was begun and is not complete
 */
public record MasterKeys(MasterKey current, Optional<MasterKey> next) {
    /** The key of that id. */
    Optional<MasterKey> withId(String id) {
        return Stream.concat(Stream.of(current), next.stream())
                .filter(key -> key.id().equals(id))
                .findFirst();
    }

    Set<String> ids() {
        return Stream.concat(Stream.of(current), next.stream())
                .map(MasterKey::id)
                .collect(Collectors.toSet());
    }
}
