package io.steelyard.domain.refusal;

/**
 * One rule that a request breaks.
 *
 * @param attribute where, as the domain calls it: {@code port}, {@code nodes[1].address}
 * @param rule which
 * @param detail the allowed range or form, or what is wrong with the value; a phrase that follows "must be"
 */
public record Violation(String attribute, Rule rule, String detail) {
    /** The kinds of rules. */
    public enum Rule {
        REQUIRED,
        UNKNOWN_ATTRIBUTE,
        WRONG_TYPE,
        OUT_OF_RANGE,
        NOT_ALLOWED,
        DUPLICATE,
        IMMUTABLE,
        TAKEN
    }
}
