package io.steelyard.api.body;

import io.steelyard.api.http.RequestException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON, read strictly: no key twice, nothing after the end, bounded depth. */
final class JsonFormat {
    static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private JsonFormat() {}

    /** @throws RequestException 400 when it is not JSON */
    static JsonNode read(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(body);
            if (read.isMissingNode()) {
                throw new RequestException(400, "The body is empty; it must be a JSON object.");
            }
            return read;
        } catch (StreamConstraintsException excessive) {
            throw new RequestException(
                    400,
                    "The body is nested deeper than " + MAX_DEPTH + " levels, or has a number longer than "
                            + MAX_NUMBER_LENGTH + " digits.");
        } catch (JacksonException malformed) {
            throw new RequestException(400, "The body is not well-formed JSON" + where(malformed) + ".");
        }
    }

    static byte[] write(JsonNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    private static String where(JacksonException malformed) {
        int line = malformed.getLocation().getLineNr();
        int column = malformed.getLocation().getColumnNr();
        return line < 1 ? "" : ", or has a key twice: line " + line + ", column " + column;
    }
}
