package io.steelyard.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TicketKeysTest {
    private static final byte[] SCOPE = "here".getBytes(StandardCharsets.US_ASCII);

    private final TicketKeys keys = new TicketKeys();

    @Test
    void theKeyOfBeforeIsStillTakenAfterOneExchangeAndNotAfterTwo() {
        byte[] first = keys.of(SCOPE)[0].name();

        keys.rotate();
        assertThat(keys.of(SCOPE)[1].name()).isEqualTo(first);
        assertThat(keys.of(SCOPE)[0].name()).isNotEqualTo(first);

        keys.rotate();
        assertThat(keys.of(SCOPE)).extracting(OpenSslSessionTicketKey::name).doesNotContain(first);
    }

    @Test
    void aScopeHasKeysOfItsOwnInEveryPart() {
        OpenSslSessionTicketKey here = keys.of(SCOPE)[0];
        OpenSslSessionTicketKey there = keys.of("there".getBytes(StandardCharsets.US_ASCII))[0];

        assertThat(keys.of(SCOPE)[0].name()).isEqualTo(here.name());
        assertThat(there.name()).isNotEqualTo(here.name());
        assertThat(there.hmacKey()).isNotEqualTo(here.hmacKey());
        assertThat(there.aesKey()).isNotEqualTo(here.aesKey());
    }
}
