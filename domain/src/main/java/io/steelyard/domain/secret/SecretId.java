package io.steelyard.domain.secret;

/**
 * Names a secret that is kept sealed, apart from what refers to it.
 *
 * @param value positive
 */
public record SecretId(int value) {
    public SecretId {
        if (value <= 0) {
            throw new IllegalArgumentException("a secret's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return "secret " + value;
    }
}
