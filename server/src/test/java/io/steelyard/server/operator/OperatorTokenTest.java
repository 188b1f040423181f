package io.steelyard.server.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.steelyard.server.CannotStartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTokenTest {
    @TempDir
    Path data;

    @Test
    void isMadeOnceForItsOwnerAlone() throws Exception {
        OperatorToken first = OperatorToken.of(data);
        OperatorToken second = OperatorToken.of(data);

        assertThat(first.isNew()).isTrue();
        assertThat(first.value()).matches("[0-9a-f]{64}");
        assertThat(second).isEqualTo(new OperatorToken(first.value(), false));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(OperatorToken.file(data))))
                .isEqualTo("rw-------");
    }

    @Test
    void oneThatAnybodyCouldGuessIsRefusedByItsFile() throws Exception {
        Files.writeString(OperatorToken.file(data), "\n");

        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> OperatorToken.of(data))
                .withMessageContaining(OperatorToken.file(data).toString());
    }

    @Test
    void noLogCanHoldIt() throws Exception {
        OperatorToken token = OperatorToken.of(data);

        assertThat(token.toString()).doesNotContain(token.value());
    }
}
