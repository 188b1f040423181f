package io.steelyard.server.settings;

/** A setting cannot be used. The message is for the person who set it and says what to write instead. */
public final class SettingException extends RuntimeException {
    public SettingException(String message) {
        super(message);
    }

    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
