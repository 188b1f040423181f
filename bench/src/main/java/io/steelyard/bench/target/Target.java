package io.steelyard.bench.target;

import io.steelyard.bench.process.ProcessTree;
import java.net.URI;

/**
 * Something that is measured.
 *
 * @param name in reports
 * @param url that is asked
 * @param processes whose CPU time and memory count
 * @param version in the words of the program itself
 */
public record Target(String name, URI url, ProcessTree processes, String version) {

    /**
     * A target that somebody else has started, {@code name=url@pid}.
     *
     * @throws IllegalArgumentException when it does not look like that or there is no such process
     */
    public static Target parse(String text) {
        int equals = text.indexOf('=');
        int at = text.lastIndexOf('@');
        if (equals < 1 || at < equals) {
            throw new IllegalArgumentException("'" + text + "' is not name=url@pid");
        }
        ProcessHandle process = process(text.substring(at + 1));
        return new Target(
                text.substring(0, equals),
                URI.create(text.substring(equals + 1, at)),
                new ProcessTree(process),
                process.info().command().orElse("unknown"));
    }

    private static ProcessHandle process(String pid) {
        if (!pid.matches("\\d{1,10}")) {
            throw new IllegalArgumentException("'" + pid + "' is not a process id");
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new IllegalArgumentException("there is no process " + pid));
    }
}
