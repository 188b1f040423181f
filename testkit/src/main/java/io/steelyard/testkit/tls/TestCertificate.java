package io.steelyard.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate with its key, PEM.
 *
 * @param intermediates those that lead to {@code root}, in order; empty when it certifies itself
 * @param root PEM
 */
public record TestCertificate(String certificate, String privateKey, List<String> intermediates, String root) {
    private static final List<String> EC = List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    /** One that certifies itself, with a key on P-256. */
    public static TestCertificate selfSigned(String host) {
        return selfSigned(host, EC);
    }

    /** The same with an RSA key of so many bits. */
    public static TestCertificate rsa(String host, int bits) {
        return selfSigned(host, List.of("rsa:" + bits));
    }

    private static TestCertificate selfSigned(String host, List<String> newKey) {
        return in(directory -> {
            root(directory, "self", host, newKey, "basicConstraints=critical,CA:FALSE");
            String certificate = read(directory, "self.crt");
            return new TestCertificate(certificate, read(directory, "self.key"), List.of(), certificate);
        });
    }

    /** One with two intermediates below a root. */
    public static TestCertificate issued(String host) {
        return in(directory -> {
            root(directory, "root", "Test Root", EC, "basicConstraints=critical,CA:TRUE");
            issue(directory, "one", "Test One", "root", "basicConstraints=critical,CA:TRUE");
            issue(directory, "two", "Test Two", "one", "basicConstraints=critical,CA:TRUE");
            issue(directory, "leaf", host, "two", "basicConstraints=critical,CA:FALSE");
            return new TestCertificate(
                    read(directory, "leaf.crt"),
                    read(directory, "leaf.key"),
                    List.of(read(directory, "two.crt"), read(directory, "one.crt")),
                    read(directory, "root.crt"));
        });
    }

    /** The certificate and its intermediates, as a server sends them. */
    public String chain() {
        return certificate + String.join("", intermediates);
    }

    private static void root(Path directory, String file, String name, List<String> newKey, String extension) {
        Stream<String> command = Stream.of(
                        Stream.of("req", "-x509", "-nodes", "-days", "30", "-newkey"),
                        newKey.stream(),
                        Stream.of("-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:" + alternative(name)),
                        Stream.of("-addext", extension, "-keyout", file(directory, file + ".key")),
                        Stream.of("-out", file(directory, file + ".crt")))
                .flatMap(part -> part);
        Openssl.run("", command.toArray(String[]::new));
    }

    private static void issue(Path directory, String file, String name, String issuer, String extension)
            throws IOException {
        Path extensions = Files.writeString(
                directory.resolve(file + ".ext"), extension + "\nsubjectAltName=DNS:" + alternative(name) + "\n");
        Openssl.run(
                "",
                "req",
                "-new",
                "-nodes",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-subj",
                "/CN=" + name,
                "-keyout",
                file(directory, file + ".key"),
                "-out",
                file(directory, file + ".csr"));
        Openssl.run(
                "",
                "x509",
                "-req",
                "-in",
                file(directory, file + ".csr"),
                "-CA",
                file(directory, issuer + ".crt"),
                "-CAkey",
                file(directory, issuer + ".key"),
                "-CAcreateserial",
                "-days",
                "30",
                "-extfile",
                extensions.toString(),
                "-out",
                file(directory, file + ".crt"));
    }

    private static String alternative(String name) {
        return name.replace(' ', '-');
    }

    private static String file(Path directory, String name) {
        return directory.resolve(name).toString();
    }

    private static String read(Path directory, String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private interface Making {
        TestCertificate in(Path directory) throws IOException;
    }

    private static TestCertificate in(Making making) {
        try {
            Path directory = Files.createTempDirectory("certificate");
            try {
                return making.in(directory);
            } finally {
                delete(directory);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
