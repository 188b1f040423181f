package io.steelyard.hostlink;

import java.io.IOException;

/** Another process already is the host here. */
public final class HostBusyException extends IOException {
    private static final long serialVersionUID = 1;

    public HostBusyException(String message) {
        super(message);
    }
}
