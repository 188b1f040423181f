package io.steelyard.bench.target;

import io.steelyard.bench.process.ProcessTree;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is measured.
 *
 * @param name in reports
 * @param urls that are asked, without a path, by entrance; a target may lack an entrance
 * @param processes whose CPU time and memory count
 * @param version in the words of the program itself
 */
public record Target(String name, Map<Entrance, URI> urls, ProcessTree processes, String version) {
    public Target {
        urls = Map.copyOf(urls);
    }

    /**
     * A target that somebody else has started, {@code name=url@pid}; its one URL is every entrance.
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
        URI url = URI.create(text.substring(equals + 1, at));
        return new Target(
                text.substring(0, equals),
                Stream.of(Entrance.values()).collect(Collectors.toMap(Function.identity(), _ -> url)),
                new ProcessTree(process),
                process.info().command().orElse("unknown"));
    }

    /** Where it is asked for {@code path}; empty when it has no such entrance. */
    public Optional<URI> url(Entrance entrance, String path) {
        return Optional.ofNullable(urls.get(entrance)).map(url -> url.resolve(path));
    }

    private static ProcessHandle process(String pid) {
        if (!pid.matches("\\d{1,10}")) {
            throw new IllegalArgumentException("'" + pid + "' is not a process id");
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new IllegalArgumentException("there is no process " + pid));
    }
}
