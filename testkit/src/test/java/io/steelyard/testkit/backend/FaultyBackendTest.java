package io.steelyard.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class FaultyBackendTest {
    private static final int TIMES = 500;

    @Test
    void itRefusesFromTheMomentThatItIsStoppedAndListensFromTheMomentThatItIsStarted() throws IOException {
        try (FaultyBackend backend = FaultyBackend.echoing()) {
            for (int time = 0; time < TIMES; time++) {
                backend.stop();
                assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(backend));

                backend.start();
                assertThat(connect(backend)).isTrue();
            }
        }
    }

    private static boolean connect(FaultyBackend backend) throws IOException {
        try (Socket client =
                new Socket(backend.address().getAddress(), backend.address().getPort())) {
            return client.isConnected();
        }
    }
}
