package io.steelyard.domain.refusal;

import java.util.List;

/** Carries a {@link Refusal} out of a transaction, which is rolled back, to the dialect that asked. */
public final class RefusedException extends RuntimeException {
    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        // Expected, frequent under abuse, and handled at one place: a stack trace would only cost time.
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    /** @throws RefusedException with Invalid when there are violations */
    public static void ifAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(violations));
        }
    }

    public Refusal refusal() {
        return refusal;
    }
}
