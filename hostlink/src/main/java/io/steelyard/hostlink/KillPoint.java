package io.steelyard.hostlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Steps on the way of a change at which tests have a process die as if it was killed. They do nothing unless the system
 * property {@code steelyard.kill-points} names a directory; then a process that reaches a step which has a file of its name
 * there deletes the file and is gone, with nothing written, closed or told.
 */
public enum KillPoint {
    /** A write is made but not durable. */
    BEFORE_COMMIT,
    /** It is durable but not answered. */
    AFTER_COMMIT,
    BEFORE_PUBLISH,
    AFTER_PUBLISH,
    /** A host's report has arrived. */
    BEFORE_SETTLE,
    AFTER_SETTLE,
    /** A host has been told what is desired. */
    BEFORE_APPLY,
    /** It serves that, but nobody knows. */
    AFTER_APPLY,
    AFTER_REPORT;

    private static final Optional<Path> DIRECTORY =
            Optional.ofNullable(System.getProperty("steelyard.kill-points")).map(Path::of);
    /** As after SIGKILL. */
    private static final int STATUS = 137;

    /** Whether any of them may do anything in this process. */
    public static boolean areSet() {
        return DIRECTORY.isPresent();
    }

    public void reached() {
        if (DIRECTORY.isPresent() && isArmed(DIRECTORY.get())) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    private boolean isArmed(Path directory) {
        try {
            return Files.deleteIfExists(directory.resolve(name()));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
