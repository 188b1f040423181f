package io.steelyard.proxy.handover;

import io.steelyard.proxy.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process says that is to take over.
 *
 * @param transport its own; the same on both sides, since a socket that one set up another cannot use
 * @param drain how long connections of the old one may go on
 */
record Request(Transport transport, Duration drain) {
    private static final String WORD = "take-over";

    String line() {
        return WORD + " " + Handover.VERSION + " " + transport.word() + " " + drain.toSeconds();
    }

    /** @throws IOException for everything that cannot be granted */
    static Request parse(@Nullable String line, Transport own) throws IOException {
        String[] words = line == null ? new String[0] : line.split(" ");
        boolean right = words.length == 4
                && words[0].equals(WORD)
                && words[1].equals(Integer.toString(Handover.VERSION))
                && words[2].equals(own.word())
                && words[3].matches("[0-9]{1,9}");
        if (!right) {
            throw new IOException("it asked for " + line + " of a process that is on " + own.word());
        }
        return new Request(own, Duration.ofSeconds(Long.parseLong(words[3])));
    }
}
