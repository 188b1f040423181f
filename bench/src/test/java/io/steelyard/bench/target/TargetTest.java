package io.steelyard.bench.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    private static final long OURS = ProcessHandle.current().pid();

    @Test
    void keepsEqualsAndAtSignsOfTheUrl() {
        Target target = Target.parse("mine=http://user@127.0.0.1:80/?a=b@" + OURS);

        assertThat(target.name()).isEqualTo("mine");
        assertThat(target.url(Entrance.HTTPS, "/64k")).contains(URI.create("http://user@127.0.0.1:80/64k"));
        assertThat(target.processes().root().pid()).isEqualTo(OURS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://127.0.0.1/       | is not name=url@pid",
                "=http://127.0.0.1/@1    | is not name=url@pid",
                "a@1=b                   | is not name=url@pid",
                "a=http://127.0.0.1/@x   | is not a process id",
                "a=http://127.0.0.1/@    | is not a process id",
                "a=http://127.0.0.1/@9999999999 | there is no process"
            })
    void saysWhatIsWrong(String text, String complaint) {
        assertThatThrownBy(() -> Target.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
