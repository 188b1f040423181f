package io.steelyard.testkit.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An authority that openssl plays: it certifies hosts, and says what has become of its certificates (RFC 6960). */
public final class TestAuthority {
    private static final String KEY = "-nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256";
    /** Far ahead: it says nothing of the certificate itself. */
    private static final String EXPIRY = "491231235959Z";

    private final Path directory;

    private TestAuthority(Path directory) {
        this.directory = directory;
    }

    /** @param directory of its own, empty */
    public static TestAuthority in(Path directory) {
        TestAuthority authority = new TestAuthority(directory);
        authority.openssl("req -x509 -days 30 " + KEY + " -subj /CN=authority -addext basicConstraints=critical,CA:TRUE"
                + " -keyout authority.key -out authority.crt");
        return authority;
    }

    /** Its own certificate, PEM. */
    public String certificate() throws IOException {
        return Files.readString(directory.resolve("authority.crt"));
    }

    /**
     * Certifies a host, with a key on P-256.
     *
     * @param responder where what becomes of it is asked, a URL
     * @param serial in hexadecimal, an even number of digits, no other's
     */
    public TestCertificate issue(String host, String responder, String serial) throws IOException {
        return certify(
                host, serial, "authorityInfoAccess=OCSP;URI:" + responder + "\nsubjectAltName=DNS:" + host + "\n");
    }

    /** Certifies whoever may sign its answers in its place. */
    public TestCertificate issueSigner(String serial) throws IOException {
        return certify("signer", serial, "extendedKeyUsage=OCSPSigning\n");
    }

    private TestCertificate certify(String host, String serial, String extensions) throws IOException {
        Files.writeString(directory.resolve(host + ".ext"), "basicConstraints=critical,CA:FALSE\n" + extensions);
        openssl("req -new " + KEY + " -subj /CN=" + host + " -keyout " + host + ".key -out " + host + ".csr");
        openssl("x509 -req -days 30 -in " + host + ".csr -CA authority.crt -CAkey authority.key -set_serial 0x" + serial
                + " -extfile " + host + ".ext -out " + host + ".crt");
        return new TestCertificate(
                Files.readString(directory.resolve(host + ".crt")),
                Files.readString(directory.resolve(host + ".key")),
                List.of(certificate()),
                certificate());
    }

    /**
     * Answers a question.
     *
     * @param request DER of an OCSPRequest
     * @param status as openssl's index has it: V for valid, R for revoked
     * @param signer whose files sign it: {@code authority}, or a host that was certified
     * @param more options of openssl ocsp
     * @return DER of an OCSPResponse
     */
    public byte[] answer(byte[] request, String serial, String status, String signer, String more) throws IOException {
        String revoked = status.equals("R") ? "250101000000Z" : "";
        Files.writeString(
                directory.resolve("index.txt"),
                String.join("\t", status, EXPIRY, revoked, serial, "unknown", "/CN=any") + "\n");
        Files.write(directory.resolve("request.der"), request);
        openssl("ocsp -index index.txt -CA authority.crt -rsigner " + signer + ".crt -rkey " + signer + ".key"
                + " -reqin request.der -respout response.der " + more);
        return Files.readAllBytes(directory.resolve("response.der"));
    }

    private void openssl(String command) {
        String[] args = command.strip().split(" +");
        for (int i = 0; i < args.length; i++) {
            if (args[i].matches("[a-z0-9.-]+\\.(key|crt|csr|ext|der|txt)")) {
                args[i] = directory.resolve(args[i]).toString();
            }
        }
        Openssl.run("", args);
    }
}
