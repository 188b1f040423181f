package io.steelyard.conformance.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path directory;

    @Test
    void whatANodeWroteCanBeReadWhetherItsAnswerBeganOrNot() throws Exception {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.create(file)) {
            long first = journal.arrived(11);
            journal.arrived(12);
            journal.answering(first);
        }

        assertThat(Journal.count(file)).isEqualTo(2);
        assertThat(Journal.read(file))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.request()).isEqualTo(11);
                            assertThat(first.hasBegunToAnswerBy(System.nanoTime()))
                                    .isTrue();
                            assertThat(first.hasBegunToAnswerBy(first.arrived() - 1))
                                    .isFalse();
                        },
                        second -> {
                            assertThat(second.request()).isEqualTo(12);
                            assertThat(second.hasBegunToAnswerBy(System.nanoTime()))
                                    .isFalse();
                        });
    }
}
