package io.steelyard.server.settings;

/** A text that nobody may see: it shows itself to no log. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "(hidden)";
    }
}
