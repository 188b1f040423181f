package io.steelyard.api.http;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The formats that bodies of requests and answers have (2010 specification, section 3.3); the first is the default. */
public enum Format {
    JSON(MediaType.APPLICATION_JSON_TYPE),
    XML(MediaType.APPLICATION_XML_TYPE);

    /** What a resource declares that reads and writes every format. */
    public static final String ALL = MediaType.APPLICATION_JSON + "," + MediaType.APPLICATION_XML;

    /** What feeds of changes are (RFC 4287): a view of some nouns, which no body is read in. */
    public static final String ATOM = MediaType.APPLICATION_ATOM_XML;

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

    /** The one to answer in when an answer must be given: the most wanted one, else the default. */
    public static Format preferred(List<MediaType> ranges) {
        return Accepted.of(ranges, types()).stream().findFirst().map(Format::of).orElse(JSON);
    }

    private static List<MediaType> types() {
        return Arrays.stream(values()).map(Format::mediaType).toList();
    }

    /** Their names as a sentence lists them. */
    public static String names() {
        return Arrays.stream(values()).map(format -> format.type.toString()).collect(Collectors.joining(" or "));
    }
}
