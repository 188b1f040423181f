package io.steelyard.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many files and sockets the system lets this process open. */
final class Descriptors {
    /** Kept back for jars, logs, the control socket and, later, health checks. */
    static final int RESERVED = 256;

    private static final int USUAL_LIMIT = 1024;
    private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d+)");
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    private Descriptors() {}

    static int limit() {
        try {
            Matcher limit = SOFT_LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
            return limit.find() ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(limit.group(1))) : USUAL_LIMIT;
        } catch (IOException notLinux) {
            LOG.debug("No limits to read", notLinux);
            return USUAL_LIMIT;
        }
    }
}
