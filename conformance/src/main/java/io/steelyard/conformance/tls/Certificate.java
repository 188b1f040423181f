package io.steelyard.conformance.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A certificate with its key, PEM, made by openssl.
 *
 * @param chain what certifies it, without {@code root}; empty when it certifies itself
 */
public record Certificate(String certificate, String key, String chain, String root) {
    private static final String KEY_ON_P256 = "-newkey ec -pkeyopt ec_paramgen_curve:P-256";

    /** One that certifies itself, with a key on P-256. */
    public static Certificate selfSigned(Path directory, String name) throws IOException, InterruptedException {
        return selfSigned(directory, name, KEY_ON_P256);
    }

    /** The same with an RSA key of 2,048 bits. */
    public static Certificate rsa(Path directory, String name) throws IOException, InterruptedException {
        return selfSigned(directory, name, "-newkey rsa:2048");
    }

    private static Certificate selfSigned(Path directory, String name, String newKey)
            throws IOException, InterruptedException {
        Path file = root(directory, name, newKey, "FALSE");
        String certificate = Files.readString(file);
        return new Certificate(certificate, Files.readString(beside(file, ".key")), "", certificate);
    }

    /** One with two intermediates, {@code NAME-two} and {@code NAME-one}, below {@code NAME-root}. */
    static Certificate issued(Path directory, String name) throws IOException, InterruptedException {
        Path root = root(directory, name + "-root", KEY_ON_P256, "TRUE");
        Path one = issue(directory, name + "-one", root, "TRUE");
        Path two = issue(directory, name + "-two", one, "TRUE");
        Path leaf = issue(directory, name, two, "FALSE");
        return new Certificate(
                Files.readString(leaf),
                Files.readString(beside(leaf, ".key")),
                Files.readString(two) + Files.readString(one),
                Files.readString(root));
    }

    /** One below {@code NAME-root}, that names who says what has become of it. */
    static Certificate withResponder(Path directory, String name, String serial, String url)
            throws IOException, InterruptedException {
        Path root = root(directory, name + "-root", KEY_ON_P256, "TRUE");
        Path leaf = directory.resolve(name + ".crt");
        Path extensions = Files.writeString(
                beside(leaf, ".ext"),
                "basicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:%s\nauthorityInfoAccess=OCSP;URI:%s\n"
                        .formatted(name, url));
        openssl("req -new -nodes %s -subj /CN=%s -keyout %s -out %s"
                .formatted(KEY_ON_P256, name, beside(leaf, ".key"), beside(leaf, ".csr")));
        openssl("x509 -req -days 30 -in %s -CA %s -CAkey %s -set_serial 0x%s -extfile %s -out %s"
                .formatted(beside(leaf, ".csr"), root, beside(root, ".key"), serial, extensions, leaf));
        String authority = Files.readString(root);
        return new Certificate(Files.readString(leaf), Files.readString(beside(leaf, ".key")), authority, authority);
    }

    private static Path root(Path directory, String name, String newKey, String authority)
            throws IOException, InterruptedException {
        Path file = directory.resolve(name + ".crt");
        openssl("req -x509 -nodes -days 30 %s -subj /CN=%s -addext basicConstraints=critical,CA:%s"
                        .formatted(newKey, name, authority)
                + " -addext subjectAltName=DNS:%s -keyout %s -out %s".formatted(name, beside(file, ".key"), file));
        return file;
    }

    private static Path issue(Path directory, String name, Path issuer, String authority)
            throws IOException, InterruptedException {
        Path file = directory.resolve(name + ".crt");
        Path extensions = Files.writeString(
                beside(file, ".ext"),
                "basicConstraints=critical,CA:%s\nsubjectAltName=DNS:%s\n".formatted(authority, name));
        openssl("req -new -nodes %s -subj /CN=%s -keyout %s -out %s"
                .formatted(KEY_ON_P256, name, beside(file, ".key"), beside(file, ".csr")));
        openssl("x509 -req -days 30 -in %s -CA %s -CAkey %s -CAcreateserial -extfile %s -out %s"
                .formatted(beside(file, ".csr"), issuer, beside(issuer, ".key"), extensions, file));
        return file;
    }

    private static Path beside(Path file, String extension) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.crt$", extension));
    }

    private static void openssl(String args) throws IOException, InterruptedException {
        Openssl.run("", args.split(" "));
    }

    /**
     * A termination as a request gives it.
     *
     * @param more attributes, such as {@code "securePort":8443}
     */
    public String termination(String... more) {
        return "{" + String.join(",", attributes("privatekey", more)) + "}";
    }

    /** A certificate mapping for a host as a request gives it. */
    String mapping(String host) {
        return "{\"certificateMapping\":{%s}}"
                .formatted(String.join(",", attributes("privateKey", "\"hostName\":\"" + host + "\"")));
    }

    private List<String> attributes(String keyName, String... more) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("certificate", certificate).put(keyName, key);
        if (!chain.isEmpty()) {
            body.put("intermediateCertificate", chain);
        }
        String members = body.toString();
        List<String> all = new ArrayList<>(List.of(members.substring(1, members.length() - 1)));
        Collections.addAll(all, more);
        return all;
    }
}
