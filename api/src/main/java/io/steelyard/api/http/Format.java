package io.steelyard.api.http;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats that bodies of requests and answers have (2010 specification, section 3.3); the first is the default. */
public enum Format {
    JSON(MediaType.APPLICATION_JSON_TYPE),
    XML(MediaType.APPLICATION_XML_TYPE);

    /** What a resource declares that reads and writes every format. */
    public static final String ALL = MediaType.APPLICATION_JSON + "," + MediaType.APPLICATION_XML;

    private final MediaType type;

    Format(MediaType type) {
        this.type = type;
    }

    public MediaType mediaType() {
        return type;
    }

    /** @param type one of those in {@link #ALL}, with or without parameters */
    public static Format of(MediaType type) {
        return XML.type.isCompatible(type) && !JSON.type.isCompatible(type) ? XML : JSON;
    }

    /** Those that an Accept header admits, the most wanted first (RFC 9110, section 12.5.1). */
    static List<Format> accepted(List<MediaType> ranges) {
        return Stream.of(values())
                .filter(format -> format.quality(ranges) > 0)
                .sorted(Comparator.comparingDouble((Format format) -> format.quality(ranges))
                        .reversed())
                .toList();
    }

    /** The one to answer in when an answer must be given: the most wanted one, else the default. */
    public static Format preferred(List<MediaType> ranges) {
        return accepted(ranges).stream().findFirst().orElse(JSON);
    }

    /** As an Accept header that wants exactly these, in this order. */
    static String header(List<Format> formats) {
        return formats.stream()
                .map(format -> format.type + String.format(Locale.ROOT, ";q=0.%d", 9 - formats.indexOf(format)))
                .collect(Collectors.joining(", "));
    }

    /** The weight that the most specific matching range gives. */
    private double quality(List<MediaType> ranges) {
        return ranges.stream()
                .filter(range -> range.isCompatible(type))
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .map(Format::quality)
                .orElse(0.0);
    }

    private static double quality(MediaType range) {
        return Double.parseDouble(range.getParameters().getOrDefault("q", "1"));
    }

    /** Their names as a sentence lists them. */
    public static String names() {
        return Arrays.stream(values()).map(format -> format.type.toString()).collect(Collectors.joining(" or "));
    }
}
