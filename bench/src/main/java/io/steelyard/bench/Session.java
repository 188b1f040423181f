package io.steelyard.bench;

import io.steelyard.bench.load.Clients;
import io.steelyard.bench.target.Rig;
import io.steelyard.bench.target.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all rows of one run share.
 *
 * @param given servers that run already, to be measured instead of any that would be started; may be empty
 * @param versions by name, of everything measured so far
 */
record Session(
        Clients clients, WorkDirectory work, PrintWriter progress, List<Target> given, Map<String, String> versions) {
    Session(Clients clients, WorkDirectory work, PrintWriter progress, List<Target> given) {
        this(clients, work, progress, given, new LinkedHashMap<>());
    }

    /** Work on servers that are started for it. */
    interface Work {
        void with(Rig rig, Path directory) throws IOException, InterruptedException;
    }

    /**
     * Ends what was started, whatever happens.
     *
     * @param name of the directory, used once
     */
    void inRig(String name, Work task) throws IOException, InterruptedException {
        Path directory = work.directory(name);
        try (Rig rig = Rig.in(directory)) {
            task.with(rig, directory);
        } catch (IOException failed) {
            throw new IOException(
                    failed.getMessage() + " (what was started has its logs in " + directory + ")", failed);
        }
    }

    void say(String row, String what) {
        progress.printf("%s: %s%n", row, what);
    }

    void note(Target target) {
        versions.put(target.name(), target.version());
    }
}
