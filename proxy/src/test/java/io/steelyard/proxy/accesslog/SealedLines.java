package io.steelyard.proxy.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.steelyard.domain.accesslog.SealedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** What is sealed in a directory of logs. */
public record SealedLines(Path root) {
    public List<SealedLog> all() {
        try (Stream<Path> files = Files.list(root.resolve("sealed"))) {
            return files.map(file ->
                            SealedLog.parse(file.getFileName().toString()).orElseThrow())
                    .sorted(Comparator.comparing(SealedLog::begin).thenComparing(SealedLog::segment))
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    List<String> lines(SealedLog log) {
        try (ZipInputStream zip =
                new ZipInputStream(Files.newInputStream(root.resolve("sealed").resolve(log.fileName())))) {
            zip.getNextEntry();
            return new String(zip.readAllBytes(), US_ASCII).lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        all().forEach(log -> lines.addAll(lines(log)));
        return lines;
    }
}
