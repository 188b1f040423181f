package io.steelyard.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    Path data;

    @Test
    void aSecretThatOthersMayReadIsFoundByItsName() throws Exception {
        PrivateFile.write(data.resolve("identity.key"), new byte[32]);
        PrivateFile.write(data.resolve("operator-token"), new byte[32]);
        assertThat(SecretFiles.findings(data)).isEmpty();

        Files.setPosixFilePermissions(data.resolve("operator-token"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(SecretFiles.findings(data))
                .singleElement()
                .asString()
                .contains("chmod 600 " + data.resolve("operator-token"));
    }
}
