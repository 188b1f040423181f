package io.steelyard.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the servers of one run keep their configurations, logs and data. Whoever made it deletes it.
 *
 * @param path readable by its owner only
 */
record WorkDirectory(Path path) {
    static WorkDirectory create() throws IOException {
        return new WorkDirectory(Files.createTempDirectory("steelyard-bench"));
    }

    /** Copies a resource beside {@link Bench} into it. */
    Path unpack(String resource) throws IOException {
        Path file = path.resolve(resource);
        try (InputStream in = Bench.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            Files.copy(in, file);
        }
        return file;
    }

    /** Makes one in it. */
    Path directory(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    void delete() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> innermostFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        }
    }
}
