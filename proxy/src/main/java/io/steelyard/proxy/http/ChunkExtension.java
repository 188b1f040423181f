package io.steelyard.proxy.http;

/**
 * Judges the extensions of one chunk, octet by octet (RFC 9112 section 7.1.1): {@code *( BWS ";" BWS name [ BWS "=" BWS
 * value ] )}. They are never passed on.
 */
final class ChunkExtension {
    private enum State {
        BEFORE_SEMICOLON,
        BEFORE_NAME,
        NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        VALUE,
        QUOTED,
        ESCAPED,
        AFTER_VALUE
    }

    private State state = State.BEFORE_SEMICOLON;

    void reset() {
        state = State.BEFORE_SEMICOLON;
    }

    /** @throws BadMessageException when no extension goes on like this */
    void add(byte b) {
        state = switch (state) {
            case BEFORE_SEMICOLON -> Octets.isBlank(b) ? state : semicolon(b);
            case BEFORE_NAME -> Octets.isBlank(b) ? state : token(b, State.NAME);
            case NAME -> Octets.isToken(b) ? state : afterName(b);
            case AFTER_NAME -> afterName(b);
            case BEFORE_VALUE -> beforeValue(b);
            case VALUE -> Octets.isToken(b) ? state : afterValue(b);
            case QUOTED -> quoted(b);
            case ESCAPED -> text(b);
            case AFTER_VALUE -> afterValue(b);
        };
    }

    /** @throws BadMessageException when an extension must not end here */
    void end() {
        if (state != State.NAME && state != State.VALUE && state != State.AFTER_VALUE) {
            throw Fault.BAD_REQUEST.exception();
        }
    }

    private static State semicolon(byte b) {
        return required(b == ';', State.BEFORE_NAME);
    }

    private static State token(byte b, State next) {
        return required(Octets.isToken(b), next);
    }

    private static State afterName(byte b) {
        if (Octets.isBlank(b)) {
            return State.AFTER_NAME;
        }
        return b == '=' ? State.BEFORE_VALUE : semicolon(b);
    }

    private static State beforeValue(byte b) {
        if (Octets.isBlank(b)) {
            return State.BEFORE_VALUE;
        }
        return b == '"' ? State.QUOTED : token(b, State.VALUE);
    }

    private static State afterValue(byte b) {
        return Octets.isBlank(b) ? State.AFTER_VALUE : semicolon(b);
    }

    private static State quoted(byte b) {
        if (b == '"') {
            return State.AFTER_VALUE;
        }
        return b == '\\' ? State.ESCAPED : text(b);
    }

    private static State text(byte b) {
        return required(b >= Octets.SP && b != Octets.DEL || b < 0 || b == Octets.HTAB, State.QUOTED);
    }

    private static State required(boolean kept, State next) {
        if (!kept) {
            throw Fault.BAD_REQUEST.exception();
        }
        return next;
    }
}
