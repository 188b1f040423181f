package io.steelyard.proxy.ftp;

import java.io.IOException;

/** One side of a control connection does what cannot be carried. */
final class FtpException extends IOException {
    private static final long serialVersionUID = 1L;

    FtpException(String message) {
        super(message);
    }
}
