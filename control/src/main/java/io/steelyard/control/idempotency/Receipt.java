package io.steelyard.control.idempotency;

import io.steelyard.control.store.WriteUnit;

/** Notes what was made, within the unit that makes it: either both are kept or none. */
@FunctionalInterface
public interface Receipt<T> {
    /** @throws AnsweredAlreadyException when the same was made before; the unit must be given up then */
    void note(WriteUnit unit, T made);

    /** For a caller who does not ask for one. */
    static <T> Receipt<T> none() {
        return (unit, made) -> {};
    }
}
