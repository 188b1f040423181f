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
        if (id <= 0 || !isKey(key) || !isValue(value)) {
            throw new IllegalArgumentException("metadata has a positive id, a key of 1 to " + MAX_KEY
                    + " characters and a value of at most " + MAX_VALUE);
        }
    }

    public static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= MAX_KEY;
    }

    public static boolean isValue(String text) {
        return text.length() <= MAX_VALUE;
    }
}
