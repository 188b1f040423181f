package io.steelyard.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that is measured or measured with, as Debian packages it. */
public enum Tool {
    HAPROXY("haproxy", "-v"),
    NGINX("nginx-light", "-v"),
    WRK("wrk", "-v"),
    OPENSSL("openssl", "version"),
    H2LOAD("nghttp2-client", "--version"),
    AB("apache2-utils", "-V");

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String debianPackage;
    private final String versionArgument;

    Tool(String debianPackage, String versionArgument) {
        this.debianPackage = debianPackage;
        this.versionArgument = versionArgument;
    }

    /** Nothing when all are there, else the sentence that says what to install. */
    public static Optional<String> missing(Collection<Tool> needed) {
        String packages = needed.stream()
                .filter(tool -> tool.find().isEmpty())
                .map(tool -> tool.debianPackage)
                .collect(Collectors.joining(" "));
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of("Programs are missing that this needs. Install them: sudo apt-get install " + packages);
    }

    /** @throws IOException when it is not installed */
    public Path path() throws IOException {
        return find().orElseThrow(() -> new IOException(missing(List.of(this)).orElseThrow()));
    }

    /** The first line of what it says about its version. */
    public String version() throws IOException, InterruptedException {
        try (OwnProcess asked = OwnProcess.start(toString(), List.of(path().toString(), versionArgument))) {
            return asked.awaitOutput(LIMIT).lines().findFirst().orElse("unknown");
        }
    }

    private Optional<Path> find() {
        // Debian keeps servers where the PATH of users does not look.
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, toString()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The name of the program. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
