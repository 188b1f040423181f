package io.steelyard.domain.metadata;

/**
 * A word about something that only its tenant understands.
 *
 * @param id 1 to 2³¹−1, unique within what it is about
 * @param key 1 to 32 characters
 * @param value 0 to 256 characters
 */
public record MetadataItem(int id, String key, String value) {
    public static final int MAX_KEY = 32;
    public static final int MAX_VALUE = 256;

    public MetadataItem {
        if (id <= 0 || key.isEmpty() || key.length() > MAX_KEY || value.length() > MAX_VALUE) {
            throw new IllegalArgumentException("metadata has a positive id, a key of 1 to " + MAX_KEY
                    + " characters and a value of at most " + MAX_VALUE);
        }
    }
}
