package io.steelyard.proxy.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastAnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final DomainName NODE = new DomainName("node.steelyard.test");
    private static final DomainName LOST = new DomainName("lost.steelyard.test");
    private static final Resolution SOMEWHERE =
            Resolution.answered(List.of(IpAddress.require("127.77.1.1"), IpAddress.require("fd00::1")));

    @TempDir
    Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("names");
    }

    @Test
    void theNextProxyKnowsWhereNamesLed() throws IOException {
        reading().keep(Map.of(NODE, SOMEWHERE, LOST, Resolution.answered(List.of())));
        keptAt(NOW.minusSeconds(300));

        LastAnswers next = reading();

        assertThat(next.of(NODE)).isEqualTo(SOMEWHERE);
        assertThat(next.of(LOST)).isEqualTo(Resolution.UNKNOWN);
    }

    @Test
    void whatIsOldIsNotBelieved() throws IOException {
        reading().keep(Map.of(NODE, SOMEWHERE));
        keptAt(NOW.minusSeconds(601));

        assertThat(reading().of(NODE)).isEqualTo(Resolution.UNKNOWN);
    }

    @Test
    void aDamagedFileHidesNoMoreThanWhatIsDamaged() throws IOException {
        Files.writeString(file, "\n\0 127.0.0.1\nnode.steelyard.test 127.77.1.1 fd00::1 x\nlost.steelyard.test\n");
        keptAt(NOW);

        LastAnswers next = reading();

        assertThat(next.of(NODE)).isEqualTo(SOMEWHERE);
        assertThat(next.of(LOST)).isEqualTo(Resolution.UNKNOWN);
    }

    private LastAnswers reading() {
        return LastAnswers.of(Optional.of(file), InstantSource.fixed(NOW));
    }

    private void keptAt(Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
