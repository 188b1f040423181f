package io.steelyard.domain.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that nobody is shown: it prints as stars, and takes as long to compare whatever it is compared with. */
public record Secret(String value) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
