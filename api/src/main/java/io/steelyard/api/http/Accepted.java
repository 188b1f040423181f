package io.steelyard.api.http;

import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of the types that are spoken an Accept header admits (RFC 9110, section 12.5.1). */
final class Accepted {
    private Accepted() {}

    /**
     * The most wanted first.
     *
     * @param spoken the default first: among those that are wanted alike it stays so
     */
    static List<MediaType> of(List<MediaType> ranges, List<MediaType> spoken) {
        return spoken.stream()
                .filter(type -> quality(type, ranges) > 0)
                .sorted(Comparator.comparingDouble((MediaType type) -> quality(type, ranges))
                        .reversed())
                .toList();
    }

    /**
     * As an Accept header that wants exactly these, in this order.
     *
     * @param types at most nine
     */
    static String header(List<MediaType> types) {
        return types.stream()
                .map(type -> type + String.format(Locale.ROOT, ";q=0.%d", 9 - types.indexOf(type)))
                .collect(Collectors.joining(", "));
    }

    /** The weight that the most specific matching range gives. */
    private static double quality(MediaType type, List<MediaType> ranges) {
        return ranges.stream()
                .filter(range -> range.isCompatible(type))
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .map(range -> Double.parseDouble(range.getParameters().getOrDefault("q", "1")))
                .orElse(0.0);
    }
}
