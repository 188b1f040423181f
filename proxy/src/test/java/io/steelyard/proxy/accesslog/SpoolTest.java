package io.steelyard.proxy.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final int CAPACITY = 1 << 12;

    @TempDir
    private Path directory;

    @Test
    void givesBackInOrderWhatWasAppendedRoundAfterRound() throws IOException {
        Random random = new Random(1);
        Spool spool = Spool.create(directory.resolve("s"), 7, CAPACITY);
        Deque<String> expected = new ArrayDeque<>();

        for (int i = 0; i < 20_000; i++) {
            String line = i + "x".repeat(random.nextInt(300));
            if (append(spool, i, line)) {
                expected.add(i + " " + i * 10L + " " + line);
            }
            if (random.nextInt(5) == 0) {
                for (String read : read(spool)) {
                    assertThat(read).isEqualTo(expected.poll());
                }
            }
        }

        assertThat(read(spool)).containsExactlyElementsOf(expected);
        assertThat(spool.isEmpty()).isTrue();
    }

    @Test
    void takesNothingThatDoesNotFitAndLosesNothingByThat() throws IOException {
        Spool spool = Spool.create(directory.resolve("s"), 7, CAPACITY);
        int taken = 0;
        while (append(spool, taken + 1, "y".repeat(100))) {
            taken++;
        }

        assertThat(taken).isBetween(30, CAPACITY / 116);
        assertThat(spool.isFilling()).isTrue();
        assertThat(read(spool)).hasSize(taken);
        assertThat(append(spool, 1, "y".repeat(100))).isTrue();
    }

    @Test
    void isThereForTheNextProcessUpToWhatWasReleased() throws IOException {
        Spool spool = Spool.create(directory.resolve("s"), 7, CAPACITY);
        append(spool, 1, "read and released");
        read(spool);
        append(spool, 2, "left");

        Spool next = Spool.open(directory.resolve("s"));

        assertThat(next.id()).isEqualTo(7);
        assertThat(read(next)).containsExactly("2 20 left");
    }

    @Test
    void isNoOtherFile() throws IOException {
        Path other = Files.write(directory.resolve("o"), new byte[3 * CAPACITY]);

        assertThatThrownBy(() -> Spool.open(other)).isInstanceOf(IOException.class);
    }

    private static boolean append(Spool spool, int balancer, String line) {
        return spool.append(LogKey.usual(balancer), balancer * 10L, line.getBytes(US_ASCII), line.length());
    }

    private static List<String> read(Spool spool) throws IOException {
        List<String> read = new ArrayList<>();
        spool.release(spool.forEach(
                (_, log, millis, line, length) ->
                        read.add(log.balancer() + " " + millis + " " + new String(line, 0, length, US_ASCII)),
                Long.MAX_VALUE / 2));
        return read;
    }
}
