package io.steelyard.control.identity;

/**
 * Someone with a new key, which can be read nowhere else.
 *
 * @param apiKey as it is sent at login
 */
public record NewKey<T>(T owner, String apiKey) {
    static final int BYTES = 16;

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "NewKey[]";
    }
}
