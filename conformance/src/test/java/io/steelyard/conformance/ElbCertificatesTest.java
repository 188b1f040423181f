package io.steelyard.conformance;

import io.steelyard.conformance.tls.Certificate;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Debian's python3-boto3 and python3-boto, unmodified, with certificates of an account. */
class ElbCertificatesTest {
    @RegisterExtension
    final ElbSite site = new ElbSite();

    @TempDir
    Path directory;

    @BeforeEach
    void makeCertificates() throws Exception {
        Certificate.rsa(directory, "shop");
        Certificate.rsa(directory, "blog");
    }

    @Test
    void listenersShowCertificatesOfTheAccountAndSpeakWhatTheirPoliciesSay() throws Exception {
        try (SteelyardProcess service = site.start(directory.resolve("data"), ElbSite.withOther())) {
            site.run(
                    service,
                    directory,
                    "boto3_certificates.py",
                    site.instances().network() + "1",
                    directory.toString(),
                    ElbSite.OTHER_KEY);
        }
    }

    @Test
    void aCertificateAndWhatShowsItOutliveKillMinusNine() throws Exception {
        Path data = directory.resolve("data");
        String[] vips = ElbSite.vips();
        SteelyardProcess killed = site.start(data, vips);
        site.run(killed, directory, "boto3_certificates_keep.py", directory.toString(), "make");
        ElbSite.kill(killed);

        try (SteelyardProcess service = SteelyardProcess.start(data, "127.0.0.1:0", vips)) {
            site.run(service, directory, "boto3_certificates_keep.py", directory.toString(), "look");
        }
    }
}
