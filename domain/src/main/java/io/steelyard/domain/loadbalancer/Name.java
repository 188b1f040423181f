package io.steelyard.domain.loadbalancer;

/**
 * A load balancer's name as its tenant wrote it.
 *
 * @param value 1 to 128 characters (2010 specification, section 4.3.1), not blank, none of them a control character
 */
public record Name(String value) {
    public static final int MAX_LENGTH = 128;

    public Name {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a name has 1 to " + MAX_LENGTH + " printable characters");
        }
    }

    public static boolean isValid(String value) {
        return !value.isBlank()
                && value.codePointCount(0, value.length()) <= MAX_LENGTH
                && value.codePoints().noneMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return value;
    }
}
