package io.steelyard.control.accesslog;

import java.io.IOException;
import java.util.Objects;

/** A store that is there does not take what it is given. Its message is one sentence for operators. */
public final class LogRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    public LogRefusedException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
