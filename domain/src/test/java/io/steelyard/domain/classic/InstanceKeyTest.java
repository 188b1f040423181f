package io.steelyard.domain.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyIsOneWithAndWithoutTheLinesAroundIt(String algorithm) throws GeneralSecurityException {
        byte[] info = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        String bare = Base64.getEncoder().encodeToString(info);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(info)
                + "\n-----END PUBLIC KEY-----\n";

        assertThat(InstanceKey.isValid(bare)).isTrue();
        assertThat(InstanceKey.isValid(pem)).isTrue();
        assertThat(InstanceKey.bare(pem)).isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "junk", "no base64!", "MAA=", "bm8ga2V5"})
    void whatIsNoKeyIsNone(String text) {
        assertThat(InstanceKey.isValid(text)).isFalse();
    }

    @Test
    void aKeyHasALongestLength() {
        assertThat(InstanceKey.isValid("A".repeat(1 << 20))).isFalse();
    }
}
