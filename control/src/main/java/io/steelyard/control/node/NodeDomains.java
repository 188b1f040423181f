package io.steelyard.control.node;

import io.steelyard.domain.virtualip.DomainName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which domains the host names of nodes may be in.
 *
 * @param domains in lower case; none for any
 */
public record NodeDomains(List<String> domains) {
    public static final NodeDomains ANY = new NodeDomains(List.of());
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    public NodeDomains {
        domains = List.copyOf(domains);
    }

    /**
     * Reads domains with commas between them.
     *
     * @throws IllegalArgumentException with a sentence that shows the right form
     */
    public static NodeDomains parse(String text) {
        List<String> domains = Stream.of(text.split(",", -1))
                .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                .toList();
        domains.stream()
                .filter(domain ->
                        domain.length() > 253 || !DOMAIN.matcher(domain).matches())
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException("a domain is written example.com, unlike " + wrong);
                });
        return new NodeDomains(domains);
    }

    /** Why a node may not have this name, as a phrase that follows "must be"; empty when it is in one of the domains. */
    Optional<String> whyNot(DomainName name) {
        return allow(name.value())
                ? Optional.empty()
                : Optional.of("an address, or a name in one of the domains " + String.join(", ", domains));
    }

    private boolean allow(String name) {
        return domains.isEmpty()
                || domains.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
    }
}
