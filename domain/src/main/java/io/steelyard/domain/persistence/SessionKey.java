package io.steelyard.domain.persistence;

import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.node.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that session cookies are made with. A cookie is an authentication code over its balancer and its node
 * (HMAC-SHA256, cut to 128 bits): it names neither, nobody without the key can make one, and one balancer's are unknown to
 * any other. The same key gives the same cookies, on every host and after every restart.
 */
public final class SessionKey {
    /** Of a key, in octets. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int CODE_OCTETS = 16;
    private static final int NAME_OCTETS = 6;
    private static final String NAME_PREFIX = "session-";

    private final SecretKeySpec key;

    /** @param secret {@link #LENGTH} octets, drawn at random */
    public SessionKey(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("a session key has " + LENGTH + " octets, not " + secret.length);
        }
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * What a balancer's cookies are called. Browsers keep cookies by host and not by port, so balancers that share an
     * address need names of their own.
     */
    public String cookieName(LoadBalancerId loadBalancer) {
        return NAME_PREFIX + text(code("name", loadBalancer.value(), 0), NAME_OCTETS);
    }

    /** What a client presents to be sent to a node again; 22 characters that a cookie may have as they are. */
    public String cookieValue(LoadBalancerId loadBalancer, NodeId node) {
        return text(code("node", loadBalancer.value(), node.value()), CODE_OCTETS);
    }

    private byte[] code(String purpose, int loadBalancer, int node) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            mac.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(loadBalancer)
                    .putInt(node)
                    .flip());
            return mac.doFinal();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String text(byte[] code, int octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, octets));
    }

    @Override
    public String toString() {
        return "a session key";
    }
}
