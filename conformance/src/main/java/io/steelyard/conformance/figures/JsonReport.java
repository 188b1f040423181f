package io.steelyard.conformance.figures;

import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a run found, as a file for other programs. */
public final class JsonReport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** @param result a record; its components are the keys */
    public static void write(Path file, Object result) {
        MAPPER.writeValue(file, result);
    }
}
